"""A judgement as typed: a key or a word, alone or before reasons and a note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain import intents
from domain.answers import AnswerKey
from domain.instrument import Instrument, Judgement, Question, Reason
from domain.interview import Session
from domain.typed.meaning import Say, Typed, Unclear, Way
from domain.typed.reasons import numbers_in, opens_with_numbers, read_reasons
from domain.typed.slips import likeness

LONG = 160  # characters; longer text is prose, and a judgement in front of it must be a single key
_NEVER = 99  # more reasons than any question has

# After a loose word these show that it was a judgement: "no, he was not seen", "no she came late".
# Any other word makes it a sentence: "No record of a visit".
_GOES_ON = frozenset(
    re.findall(
        r"\w+",
        """but because as since though although however except only he she they it we i you there
        this that these those the his her their its my our not and so""",
    )
)
# After a capital letter, which may be the initial of a person: "N was seen", "X and his mother".
_GOES_ON_AFTER_CAPITAL = frozenset(
    ("but", "because", "though", "although", "except", "he", "she", "they", "it", "we", "i", "you")
)
# The case manager's own words, taken down: "No, I never saw it", "yes we did that in March".
_SPEAKING = frozenset(("i", "we", "i'd", "i've", "i’d", "i’ve", "we'd", "we've", "we’d", "we’ve"))
# No word ends here where it goes on, where it is the first of two initials ("N.B.") or of a choice
# ("y / n"); a digit may follow a key ("n2").
_END = r"(?!['’])(?!\.[^\W\d_]\b)(?!\s*/)"
_STOP = r"(?P<stop>\s*[,.;:!?…–—-]+)?\s*"
_LEAST_MISSPELT = 6  # letters of a judgement's word from which a misspelling is looked for


@dataclass(frozen=True, slots=True)
class Opening:
    """A judgement at the head of a line, and what follows it.

    doubt: how many reasons must follow before it is taken for a judgement without asking.
    """

    judgement: Judgement
    rest: str
    doubt: int = 0


def opening_of(judgements: Sequence[Judgement], text: str) -> Opening | None:
    """The judgement that `text` begins with, if it does."""
    words = sorted(
        ((word, j) for j in judgements for word in {j.key, *j.words, *j.loose}),
        key=lambda pair: -len(pair[0]),
    )
    for word, judgement in words:
        is_key = word == judgement.key
        digit = r"(?![^\W\d]|_)" if is_key and judgement.wants == "reasons" else r"(?!\w)"
        found = re.match(_as_typed(word) + digit + _END + _STOP, text, re.IGNORECASE)
        if found is None or not _apart(judgement, is_key, text, found):
            continue
        doubt = _doubt(word, judgement, text, found)
        return Opening(judgement, text[found.end() :].strip(), doubt)
    return _misspelt(words, text)


def _as_typed(word: str) -> str:
    """A pattern for a word with any spacing and apostrophe: `n / a`, `can’t`, `cant`."""
    pattern = r"\s+".join(re.escape(part) for part in word.split())
    return pattern.replace("/", r"\s*/\s*").replace("'", "['’]?")


def _apart(judgement: Judgement, is_key: bool, text: str, found: re.Match[str]) -> bool:
    """Whether a word that runs on without a space is a judgement: "n2", "n-late", not "No-one"."""
    rest = text[found.end() :]
    if not rest or found.group()[-1].isspace():
        return True
    if found.group().endswith("-"):
        return is_key and judgement.wants == "reasons"
    return bool(found["stop"]) or not rest[0].isdecimal() or bool(re.match(r"\d+\b", rest))


def _doubt(word: str, judgement: Judgement, text: str, found: re.Match[str]) -> int:
    stop, rest = found["stop"] or "", text[found.end() :].strip()
    if "?" in stop:
        return _NEVER
    if not rest:
        return 0
    if found.group().endswith("-"):
        return 1
    is_key = word == judgement.key
    first = re.split(r"[\s,.;:]", rest.casefold(), maxsplit=1)[0]
    if is_key and (text[0].islower() or text.isupper()):
        return 0
    if "\n" in text or len(text) > LONG or (first in _SPEAKING and not is_key):
        return _NEVER
    if is_key:
        return 0 if stop.strip() not in ("", ".") or first in _GOES_ON_AFTER_CAPITAL else 1
    if word not in judgement.loose or stop or first in _GOES_ON or numbers_in(rest) is not None:
        return 0
    return 2


def _misspelt(words: Sequence[tuple[str, Judgement]], text: str) -> Opening | None:
    """A long word of a judgement with a slip in it, which is always asked about."""
    typed = re.findall(r"\w+", text.casefold())
    for word, judgement in words:
        parts = re.findall(r"\w+", word.casefold())
        if len(word) >= _LEAST_MISSPELT and likeness(
            " ".join(typed[: len(parts)]), " ".join(parts)
        ):
            head = re.match(r"\W*\w+" * len(parts) + r"[\s,.;:!?…–—-]*", text)
            return Opening(judgement, text[head.end() :].strip() if head else "", _NEVER)
    return None


def read_answer(session: Session, key: AnswerKey, text: str) -> Typed:
    """A line typed at a plain question, or at one row of a grid."""
    instrument = session.instrument
    question = instrument.question[key.question]
    judgements = instrument.scale_of(question).judgements
    opening = opening_of(judgements, text)
    if opening is not None:
        return _judged(session, key, text, opening)
    return _reasons_alone(session, key, text) or _remark(judgements, key, text)


def _judged(session: Session, key: AnswerKey, text: str, opening: Opening) -> Typed:
    question = session.instrument.question[key.question]
    judgements = session.instrument.scale_of(question).judgements
    judgement, rest = opening.judgement, opening.rest
    second = _second(judgements, rest)
    if second is not None and second.judgement != judgement:
        return _two_answers(key, text, (judgement, second.judgement))
    rest = second.rest if second is not None else rest
    judge = intents.Judge(key, judgement.id, note=rest)
    if judgement.wants == "reasons":
        reasons = read_reasons(session.instrument.reasons_of(question), rest)
        if reasons.problem:
            way = Way(judgement.key, f"{judgement.label}, with the words as its note", judge)
            return Unclear(reasons.problem, text, (way, note_way(key, text)))
        judge = intents.Judge(key, judgement.id, reasons.codes, reasons.note)
    if judgement.wants == "note" and not rest and not session.note(key):
        ask = f"“{judgement.label}” needs a reason: type {judgement.key} and why, on one line."
        return Unclear(ask, text)
    if len(judge.reasons) >= opening.doubt:
        return Say(judge)
    # The first word may belong to the sentence ("No record of ..."), so the note keeps the line.
    judge = intents.Judge(key, judgement.id, judge.reasons, text)
    return Unclear(
        f"Is “{judgement.label}” your judgement here, or is the whole line a note?",
        text,
        (judgement_way(session.instrument, question, judge), note_way(key, text)),
    )


def _second(judgements: Sequence[Judgement], rest: str) -> Opening | None:
    """A further judgement right after the first: `yes and no`, `y n late`, `no, not sufficient`."""
    joined = re.match(r"(?:(?:and|or|but)\b|[\s,;&/-])*", rest, re.IGNORECASE)
    after = rest[joined.end() :] if joined else rest
    for word, judgement in _spellings(judgements):
        key = word == judgement.key and after[:1].islower()
        end = rf"(?!\w){_END}" if key else r"(?=\s*(?:[,.;:!?…–—]|$))"
        found = re.match(_as_typed(word) + end + _STOP, after, re.IGNORECASE)
        if found:
            return Opening(judgement, after[found.end() :].strip())
    return None


def _spellings(judgements: Sequence[Judgement]) -> Iterator[tuple[str, Judgement]]:
    for judgement in judgements:
        for word in (judgement.key, *judgement.words, *judgement.loose):
            yield word, judgement


def _two_answers(key: AnswerKey, text: str, two: tuple[Judgement, Judgement]) -> Unclear:
    ask = f"“{two[0].label}” or “{two[1].label}”? Both were typed."
    ways = (Way(j.key, j.label, intents.Judge(key, j.id, note=text)) for j in two)
    return Unclear(ask, text, (*ways, note_way(key, text)))


def judgement_way(instrument: Instrument, question: Question, judge: intents.Judge) -> Way:
    """The way to take a line as a judgement, told with its reasons."""
    judgement = instrument.judgement(question, judge.judgement)
    texts = {reason.code: reason.text for reason in instrument.reasons_of(question)}
    reasons = "; ".join(texts[code] for code in judge.reasons)
    label = f"{judgement.label}: {reasons}" if reasons else judgement.label
    return Way(
        judgement.key, f"{label}, with the words as its note" if judge.note else label, judge
    )


def _wanting_reasons(instrument: Instrument, question: Question) -> Judgement | None:
    judgements = instrument.scale_of(question).judgements
    return next((j for j in judgements if j.wants == "reasons"), None)


def _reasons_alone(session: Session, key: AnswerKey, text: str) -> Typed | None:
    """`2`, `2, 5` or, once judged insufficient, `copied, late`: reasons without a judgement.

    Reasons in words before any judgement are asked about: "late" may be no more than a remark.
    """
    question = session.instrument.question[key.question]
    wanting = _wanting_reasons(session.instrument, question)
    choices: tuple[Reason, ...] = session.instrument.reasons_of(question)
    if wanting is None or not choices:
        return None
    judged = session.judged.get(key)
    numbered = opens_with_numbers(choices, text)
    reasons = read_reasons(choices, text)
    sure = numbered or judged == wanting.id
    if reasons.problem and sure:
        return Unclear(reasons.problem, text, (note_way(key, text),))
    if not reasons.codes or not (sure or not reasons.note):
        return None
    if judged == wanting.id:
        codes = (*session.reasons(key), *reasons.codes)
        return Say(intents.GiveReasons(key, codes, reasons.note))
    judge = intents.Judge(key, wanting.id, reasons.codes, reasons.note)
    if judged is None and numbered:
        return Say(judge)
    ask = (
        f"Is that why it is “{wanting.label}”?"
        if judged is None
        else f"{question.id} has another judgement. Change it to “{wanting.label}”?"
    )
    return Unclear(
        ask, text, (judgement_way(session.instrument, question, judge), note_way(key, text))
    )


def note_way(key: AnswerKey, text: str) -> Way:
    return Way("t", "a note, no judgement", intents.Remark(key, text))


def _remark(judgements: Sequence[Judgement], key: AnswerKey, text: str) -> Typed:
    if len(text.split()) > 1 and len(text) > 3:
        return Say(intents.Remark(key, text))
    answers = ", ".join(f"{j.key} {j.label.split(',')[0].lower()}" for j in judgements)
    return Unclear(f"“{text}” is no answer here. Answers: {answers}.", text, (note_way(key, text),))
