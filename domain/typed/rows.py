"""A grid question answered in one line: `y`, `yyny`, `1-4 y, 5 n late`, `y but 3 n`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain import intents
from domain.answers import AnswerKey
from domain.instrument import Choice, Judgement, Question
from domain.interview import Session
from domain.typed.answer import read_answer
from domain.typed.meaning import Say, Typed, Unclear, Way

_EXCEPT = re.compile(r"^(?P<all>\w+)\s+(?:but|except|apart from|other than)\s+(?P<rest>.+)$", re.I)
_EVERY = {"all", "every", "everything", "each"}
_OTHERS = {"rest", "others", "the rest", "the others", "remaining"}


def read_rows(session: Session, question: Question, text: str) -> Typed:
    """What a line typed at a grid question means: judgements of rows, or a note on the question."""
    rows = due_rows(session, question)
    judgements = session.instrument.scale_of(question).judgements
    letters = _by_letters(question, rows, judgements, text)
    if letters is not None:
        return letters
    exceptions = _EXCEPT.match(text)
    if exceptions and _meant(judgements, exceptions["all"]):
        text = f"{exceptions['rest']}; rest {exceptions['all']}"
        if not _judgement_in(judgements, exceptions["rest"]):
            return Unclear("Except which answer? For instance: y but 3 n.", text)
    pieces = [p.strip() for p in re.split(r"[;\n]", text) if p.strip()]
    if len(pieces) == 1:
        pieces = _comma_pieces(rows, pieces[0])
    if not any(_rows_named(rows, p)[0] for p in pieces):
        return _whole_line(session, question, rows, text)
    return _by_pieces(session, question, rows, pieces, text)


def due_rows(session: Session, question: Question) -> tuple[Choice, ...]:
    """The rows to be judged, in order, as they are numbered from 1 on the screen."""
    due = {key.row for key in session.routing.keys(question.id)}
    return tuple(row for row in session.instrument.rows_of(question) if row.id in due)


def _meant(judgements: Sequence[Judgement], word: str) -> Judgement | None:
    wanted = word.casefold()
    return next((j for j in judgements if wanted in {j.key, j.id, *j.words}), None)


def _judgement_in(judgements: Sequence[Judgement], text: str) -> bool:
    return any(_meant(judgements, word) for word in re.split(r"[\s,;]+", text))


def _by_letters(
    question: Question, rows: Sequence[Choice], judgements: Sequence[Judgement], text: str
) -> Typed | None:
    """`yynxy`: a key for each row. A lone key is for all rows and is read elsewhere."""
    keys = {j.key: j for j in judgements}
    letters = re.sub(r"[\s,]+", "", text.casefold())
    if len(letters) < 2 or any(letter not in keys for letter in letters):
        return None
    if len(letters) != len(rows):
        ask = f"{len(letters)} answers were typed for {len(rows)} rows; type one for each row."
        return Unclear(ask, text)
    wanting = [j for j in (keys[letter] for letter in letters) if j.wants == "note"]
    if wanting:
        ask = f"“{wanting[0].label}” needs a reason: type the row, {wanting[0].key} and why."
        return Unclear(ask, text)
    return Say(
        intents.JudgeRows(
            tuple(
                intents.Judge(AnswerKey(question.id, row.id), keys[letter].id)
                for row, letter in zip(rows, letters, strict=True)
            )
        )
    )


def _comma_pieces(rows: Sequence[Choice], text: str) -> list[str]:
    """Commas part pieces only where the next piece names a row: `3 n late, roles, 4 y`."""
    pieces: list[str] = []
    for part in text.split(","):
        starts_anew = bool(_rows_named(rows, part.strip())[0])
        only_rows = bool(pieces) and not _rows_named(rows, pieces[-1])[1]
        if pieces and (only_rows or not starts_anew):
            pieces[-1] = f"{pieces[-1]},{part}"
        else:
            pieces.append(part.strip())
    return pieces


def _rows_named(rows: Sequence[Choice], piece: str) -> tuple[list[Choice], str]:
    """The rows a piece opens with, and what follows them. No rows when it opens otherwise."""
    plain = piece.casefold()
    for word in sorted(_EVERY | _OTHERS, key=len, reverse=True):
        if re.match(rf"{word}\b", plain):
            return list(rows), piece[len(word) :].strip(" :,")
    numbers = re.match(r"(\d+(?:\s*-\s*\d+)?(?:[\s,&]+\d+(?:\s*-\s*\d+)?)*)\b", plain)
    if numbers:
        return _numbered(rows, numbers.group()), piece[numbers.end() :].strip(" :,")
    names = sorted(
        ((name.casefold(), row) for row in rows for name in (row.label, row.id, *row.words)),
        key=lambda pair: -len(pair[0]),
    )
    for name, row in names:
        if re.match(rf"{re.escape(name)}\b", plain):
            return [row], piece[len(name) :].strip(" :,")
    return [], piece


def _numbered(rows: Sequence[Choice], text: str) -> list[Choice]:
    named: list[Choice] = []
    for first, last in re.findall(r"(\d+)(?:\s*-\s*(\d+))?", text):
        for number in range(int(first), min(int(last or first), len(rows) + 1) + 1):
            if not 1 <= number <= len(rows):
                return []
            named.append(rows[number - 1])
    return named


def _whole_line(session: Session, question: Question, rows: Sequence[Choice], text: str) -> Typed:
    """A line that names no row: a judgement of all of them, or a note on the question."""
    if not rows:
        return Unclear("No row of this question applies yet.", text)
    typed = read_answer(session, AnswerKey(question.id, rows[0].id), text)
    note = intents.Remark(AnswerKey(question.id), text)
    if isinstance(typed, Say) and isinstance(typed.intent, intents.Judge):
        return Say(_to_rows(question, rows, typed.intent))
    if isinstance(typed, Say):
        return Say(note)
    if isinstance(typed, Unclear):
        ways = tuple(_way_to_rows(question, rows, note, way) for way in typed.ways)
        return Unclear(typed.ask, text, ways)
    return typed


def _way_to_rows(question: Question, rows: Sequence[Choice], note: intents.Remark, way: Way) -> Way:
    if isinstance(way.intent, intents.Judge):
        return Way(way.key, f"{way.label} (all rows)", _to_rows(question, rows, way.intent))
    return Way(way.key, way.label, note)


def _to_rows(question: Question, rows: Sequence[Choice], judge: intents.Judge) -> intents.JudgeRows:
    return intents.JudgeRows(
        tuple(
            intents.Judge(
                AnswerKey(question.id, row.id), judge.judgement, judge.reasons, judge.note
            )
            for row in rows
        )
    )


def _by_pieces(
    session: Session,
    question: Question,
    rows: Sequence[Choice],
    pieces: Sequence[str],
    text: str,
) -> Typed:
    judged: dict[str, intents.Judge] = {}
    for piece in pieces:
        named, rest = _rows_named(rows, piece)
        if not named:
            ask = f"“{piece}” names no row; rows are numbered 1 to {len(rows)}."
            return Unclear(ask, text)
        others = any(re.match(rf"{word}\b", piece.casefold()) for word in _OTHERS)
        for row in named:
            if others and row.id in judged:
                continue
            typed = read_answer(session, AnswerKey(question.id, row.id), rest)
            if not (isinstance(typed, Say) and isinstance(typed.intent, intents.Judge)):
                ask = typed.ask if isinstance(typed, Unclear) else f"“{piece}” gives no answer."
                return Unclear(f"{row.label}: {ask}", text)
            judged[row.id] = typed.intent
    return Say(intents.JudgeRows(tuple(judged[row.id] for row in rows if row.id in judged)))
