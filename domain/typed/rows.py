"""A grid question answered in one line: `y`, `yyny`, `1-4 y, 5 n late`, `y but 3 n`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain import intents
from domain.answers import AnswerKey
from domain.instrument import Choice, Judgement, Question, Reason
from domain.interview import Session
from domain.typed.answer import judgement_way, note_way, read_answer
from domain.typed.line_parts import Lines, Part
from domain.typed.meaning import Say, Typed, Unclear, Way
from domain.typed.reasons import read_reasons
from domain.wording import plural

_EXCEPT = re.compile(
    r"(?:all\s+)?(?P<answer>\w+)(?:\s+(?:for\s+)?all)?[\s,]+"
    r"(?:but|except|apart from|other than|bar)\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_FOR_ALL = re.compile(r"(?P<answer>\w+)\s+(?:(?:for|to)\s+)?(?:them\s+)?all(?:\s+rows)?\W*", re.I)


PROSE = (
    2000  # characters; nobody names rows and answers at such length, and to look for them is slow
)


def due_rows(session: Session, question: Question) -> tuple[Choice, ...]:
    """The rows to be judged, in order, as they are numbered from 1 on the screen."""
    due = {key.row for key in session.routing.keys(question.id)}
    return tuple(row for row in session.instrument.rows_of(question) if row.id in due)


def read_rows(session: Session, question: Question, text: str) -> Typed:
    """What a line typed at a grid question means: judgements of rows, or a note on the question."""
    rows = due_rows(session, question)
    if not rows:
        return Unclear("No row of this question applies yet.", text)
    return _Grid(session, question, rows, text).read()


@dataclass(frozen=True)
class _Grid:
    """One line typed at a grid question, with the rows that are due."""

    session: Session
    question: Question
    rows: tuple[Choice, ...]
    text: str

    @property
    def judgements(self) -> Sequence[Judgement]:
        return self.session.instrument.scale_of(self.question).judgements

    @property
    def reasons(self) -> Sequence[Reason]:
        return self.session.instrument.reasons_of(self.question)

    def read(self) -> Typed:
        if len(self.text) > PROSE:
            return self._whole_line(self.text)
        letters = self._by_letters()
        if letters is not None:
            return letters
        lines = Lines(self.rows, self.judgements, self.reasons)
        excepted = self._excepted(lines)
        if excepted is not None:
            return excepted
        for_all = _FOR_ALL.fullmatch(self.text)
        if for_all and self._meant(for_all["answer"]):
            return self._whole_line(for_all["answer"])
        parts = lines.cut(self.text)
        if not parts:  # nothing but commas
            return self._whole_line(self.text)
        if len(parts) == 1:
            return self._one_part(lines, parts[0])
        if all(part.shape in ("judged", "turned") for part in parts[1:]):
            first = parts[0]
            if first.shape == "words" and self._meant(first.text):
                first = Part(first.text, "judged", (), first.text, others=True)
            if first.shape in ("judged", "turned"):
                return self._by_parts([first, *parts[1:]])
        either = next((part for part in parts if part.shape == "either"), None)
        if either is not None:
            return self._unclear(f"“{either.text}”: rows or reasons? Put ; between the rows.")
        odd = next((p for p in parts if p.shape not in ("judged", "turned")), parts[0])
        return self._unclear(f"“{odd.text}” names no row with its answer; {self._numbering()}.")

    # -- the ways a line can be written

    def _by_letters(self) -> Typed | None:
        """`yynxy`: a key for each row. A lone key is for all rows and is read elsewhere."""
        keys = {j.key: j for j in self.judgements}
        letters = re.sub(r"[\s,]+", "", self.text.casefold())
        if len(letters) < 2 or any(letter not in keys for letter in letters):
            word = self.text.casefold().split()[0]
            if len(word) == len(self.rows) > 1 and all(letter in keys for letter in word):
                return self._unclear("Letters for the rows stand alone; then name a row: 3 n late.")
            return None
        if len(letters) != len(self.rows):
            typed = plural(len(letters), "answer was", "answers were")
            rows = plural(len(self.rows), "row")
            return self._unclear(f"{typed} typed for {rows}; type one for each row.")
        for letter in letters:
            if keys[letter].wants == "note":
                label = keys[letter].label
                return self._unclear(f"“{label}” needs a reason: type the row, {letter} and why.")
        return self._say({r.id: letter for r, letter in zip(self.rows, letters, strict=True)})

    def _excepted(self, lines: Lines) -> Typed | None:
        """`y but 3 n`: one answer for all rows but those named."""
        found = _EXCEPT.fullmatch(self.text)
        if found is None or not self._meant(found["answer"]):
            return None
        parts = lines.cut(found["rest"])
        if all(part.shape in ("judged", "turned") for part in parts):
            rest = Part(found["answer"], "judged", (), found["answer"], others=True)
            return self._by_parts([*parts, rest])
        if lines.beyond(found["rest"]):
            return self._unclear(f"There is no such row; {self._numbering()}.")
        if not lines.head(found["rest"])[0]:
            return None
        whole = self._whole_line(self.text)
        ways = whole.ways if isinstance(whole, Unclear) else ()
        if isinstance(whole, Say) and isinstance(whole.intent, intents.JudgeRows):
            ways = (Way("a", "all rows, with the rest as their note", whole.intent), self._note())
        return Unclear("Except which answer? For instance: y but 3 n.", self.text, ways)

    def _one_part(self, lines: Lines, part: Part) -> Typed:
        if part.shape == "judged":
            return self._by_parts([part])
        if part.shape == "rows":
            return self._unclear("Which answer? Type the rows, then y, n, x or u and why.")
        if part.shape == "turned":
            return self._turned(part)
        if part.rows:
            return self._rows_and_words(part)
        if lines.beyond(self.text):
            return self._unclear(f"There is no such row; {self._numbering()}.")
        return self._whole_line(self.text)

    def _turned(self, part: Part) -> Typed:
        """`n 3`, `y fiction`: taken for rows where it can be nothing else."""
        rows = self._by_parts([part])
        if not isinstance(rows, Say):
            return rows
        judge = rows.intent.judgements[0] if isinstance(rows.intent, intents.JudgeRows) else None
        wanted = judge and self.session.instrument.judgement(self.question, judge.judgement).wants
        also_reason = wanted == "reasons" and bool(read_reasons(self.reasons, part.named).codes)
        if judge and not judge.note and not also_reason:
            return rows
        whole = self._whole_line(self.text)
        names = ", ".join(row.label for row in part.rows)
        ways = [Way("r", f"only {names}", rows.intent), self._note()]
        if isinstance(whole, Say):
            ways.insert(1, Way("a", "all rows", whole.intent))
        return Unclear(f"Is that only for {names}, or for all rows?", self.text, tuple(ways))

    def _rows_and_words(self, part: Part) -> Typed:
        """`history late`: a reason without a judgement. `history was never checked`: a note."""
        reasons = read_reasons(self.reasons, part.answer)
        wanting = next((j for j in self.judgements if j.wants == "reasons"), None)
        if wanting is None or not reasons.codes or reasons.note:
            return self._whole_line(self.text)
        judged = (
            intents.Judge(AnswerKey(self.question.id, row.id), wanting.id, reasons.codes)
            for row in part.rows
        )
        one = next(judged)
        told = judgement_way(self.session.instrument, self.question, one)
        way = Way(told.key, told.label, intents.JudgeRows((one, *judged)))
        ask = f"Is that why {', '.join(row.label for row in part.rows)} is “{wanting.label}”?"
        return Unclear(ask, self.text, (way, self._note()))

    def _whole_line(self, text: str) -> Typed:
        """A line that names no row: a judgement of all of them, or a note on the question."""
        typed = read_answer(self.session, AnswerKey(self.question.id, self.rows[0].id), text)
        if isinstance(typed, Say) and isinstance(typed.intent, intents.Judge):
            return self._all_rows(typed.intent)
        if isinstance(typed, Say):
            return Say(intents.Remark(AnswerKey(self.question.id), self.text))
        if isinstance(typed, Unclear):
            ways = tuple(self._way_to_rows(way) for way in typed.ways)
            return Unclear(typed.ask, self.text, ways)
        return typed

    def _all_rows(self, judge: intents.Judge) -> Typed:
        """One answer for every row; asked about where some rows have another already."""
        everywhere = self._to_rows(judge, self.rows)
        had = [self.session.judged.get(AnswerKey(self.question.id, r.id)) for r in self.rows]
        unlike = sum(j not in (None, judge.judgement) for j in had)
        if not unlike:
            return Say(everywhere)
        ways = [Way("a", f"all {len(self.rows)} rows", everywhere), self._note()]
        still_open = tuple(row for row, j in zip(self.rows, had, strict=True) if j is None)
        if still_open:
            open_rows = plural(len(still_open), "row still open", "rows still open")
            ways.insert(0, Way("o", f"the {open_rows}", self._to_rows(judge, still_open)))
        have = plural(unlike, "row has", "rows have")
        return Unclear(f"{have} another answer already. Change that too?", self.text, tuple(ways))

    # -- what comes of it

    def _by_parts(self, parts: Sequence[Part]) -> Typed:
        answers: dict[str, str] = {}
        for part in parts:
            for row in part.rows:
                if answers.setdefault(row.id, part.answer) != part.answer:
                    return self._unclear(f"{row.label} stands there twice; say each row once.")
        for part in parts:
            if part.others:
                left = [r.id for r in self.rows if r.id not in answers]
                if len(parts) == 1:
                    left = [r for r in left if AnswerKey(self.question.id, r) not in self._judged]
                answers |= dict.fromkeys(left, part.answer)
        if not answers:
            return self._unclear("Every row is answered; name the rows to change.")
        return self._say(answers)

    def _say(self, answers: dict[str, str]) -> Typed:
        """The judgement of each row from what was said of it."""
        judged: list[intents.Judge] = []
        for row in self.rows:
            if row.id not in answers:
                continue
            key = AnswerKey(self.question.id, row.id)
            typed = read_answer(self.session, key, answers[row.id])
            if not (isinstance(typed, Say) and isinstance(typed.intent, intents.Judge)):
                ask = typed.ask if isinstance(typed, Unclear) else "there is no answer in it."
                return self._unclear(f"{row.label}: {ask}")
            judged.append(typed.intent)
        return Say(intents.JudgeRows(tuple(judged)))

    @property
    def _judged(self) -> dict[AnswerKey, str]:
        return self.session.judged

    def _meant(self, word: str) -> Judgement | None:
        wanted = word.strip(" \t.,:!").casefold()
        return next(
            (j for j in self.judgements if wanted in {j.key, j.id, *j.words, *j.loose}), None
        )

    def _to_rows(self, judge: intents.Judge, rows: Sequence[Choice]) -> intents.JudgeRows:
        return intents.JudgeRows(
            tuple(
                intents.Judge(
                    AnswerKey(self.question.id, row.id), judge.judgement, judge.reasons, judge.note
                )
                for row in rows
            )
        )

    def _way_to_rows(self, way: Way) -> Way:
        if isinstance(way.intent, intents.Judge):
            label = f"{way.label} (all rows)"
            return Way(way.key, label, self._to_rows(way.intent, self.rows))
        return self._note()

    def _note(self) -> Way:
        return note_way(AnswerKey(self.question.id), self.text)

    def _unclear(self, ask: str) -> Unclear:
        return Unclear(ask, self.text, (self._note(),))

    def _numbering(self) -> str:
        return f"rows are numbered 1 to {len(self.rows)}"
