"""A judgement as typed: a key or a word, alone or before reasons and a note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain import intents
from domain.answers import AnswerKey
from domain.instrument import Instrument, Judgement, Question
from domain.interview import Session
from domain.typed.meaning import Say, Typed, Unclear, Way
from domain.typed.reasons import numbers_in, read_reasons

LONG = 160  # characters; longer text is prose, and a judgement in front of it must be a single key

# After a loose word these show that it was a judgement: "no, he was not seen", "no she came late".
# Any other word makes it a sentence: "No record of a visit".
_GOES_ON = frozenset(
    re.findall(
        r"\w+",
        """but because as since though although however except only he she they it we i you there
        this that these those the his her their its my our was were is not and so after before""",
    )
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A judgement at the head of a line, what follows it, and whether it is beyond doubt."""

    judgement: Judgement
    rest: str
    certain: bool


def _opening(judgements: tuple[Judgement, ...], text: str) -> _Opening | None:
    words = sorted(
        ((word, j) for j in judgements for word in {j.key, *j.words, *j.loose}),
        key=lambda pair: -len(pair[0]),
    )
    for word, judgement in words:
        pattern = r"\s+".join(re.escape(part) for part in word.split())
        found = re.match(rf"{pattern}(?![\w'’/])(?P<stop>\s*[,.;:!–—-]+)?\s*", text, re.IGNORECASE)
        if found is None:
            continue
        rest = text[found.end() :].strip()
        first = re.split(r"[\s,.;:]", rest.casefold(), maxsplit=1)[0]
        is_key = word == judgement.key and found.group()[0].islower()
        shown = word not in judgement.loose or bool(found["stop"]) or first in _GOES_ON
        prose = "\n" in text or len(text) > LONG
        certain = not rest or is_key or (shown and not prose)
        return _Opening(judgement, rest, certain)
    return None


def read_answer(session: Session, key: AnswerKey, text: str) -> Typed:
    """A line typed at a plain question, or at one row of a grid."""
    instrument = session.instrument
    question = instrument.question[key.question]
    judgements = instrument.scale_of(question).judgements
    opening = _opening(judgements, text)
    if opening is not None:
        return _judged(session, key, text, opening)
    return _reasons_alone(session, key, text) or _remark(judgements, key, text)


def _judged(session: Session, key: AnswerKey, text: str, opening: _Opening) -> Typed:
    question = session.instrument.question[key.question]
    judgement = opening.judgement
    judge = intents.Judge(key, judgement.id, note=opening.rest)
    certain = opening.certain
    if judgement.wants == "reasons":
        reasons = read_reasons(session.instrument.reasons_of(question), opening.rest)
        if reasons.problem:
            return Unclear(reasons.problem, text, _as_note(key, judge, opening.rest))
        judge = intents.Judge(key, judgement.id, reasons.codes, reasons.note)
        certain = certain or bool(reasons.codes)
    if judgement.wants == "note" and not opening.rest and not session.note(key):
        ask = f"“{judgement.label}” needs a reason: type {judgement.key} and why, on one line."
        return Unclear(ask, text)
    if certain:
        return Say(judge)
    return Unclear(
        f"Is “{judgement.label}” your judgement here, or is the whole line a note?",
        text,
        (
            Way(judgement.key, f"{judgement.label}, with the rest as its note", judge),
            Way("t", "a note, no judgement yet", intents.Remark(key, text)),
        ),
    )


def _as_note(key: AnswerKey, judge: intents.Judge, rest: str) -> tuple[Way, ...]:
    plain = intents.Judge(key, judge.judgement, note=rest)
    return (Way("t", "keep the words as its note", plain),)


def _wanting_reasons(instrument: Instrument, question: Question) -> Judgement | None:
    judgements = instrument.scale_of(question).judgements
    return next((j for j in judgements if j.wants == "reasons"), None)


def _reasons_alone(session: Session, key: AnswerKey, text: str) -> Typed | None:
    """`2`, `2, 5` or, once judged insufficient, `copied, late`: reasons without a judgement."""
    question = session.instrument.question[key.question]
    wanting = _wanting_reasons(session.instrument, question)
    choices = session.instrument.reasons_of(question)
    if wanting is None or not choices:
        return None
    judged = session.judged.get(key)
    numbers = numbers_in(text)
    if numbers is None and judged != wanting.id:
        return None
    reasons = read_reasons(choices, text)
    if reasons.problem:
        return Unclear(reasons.problem, text, (_note_way(key, text),))
    if not reasons.codes:
        return None
    if judged == wanting.id:
        codes = (*session.reasons(key), *reasons.codes)
        return Say(intents.GiveReasons(key, codes, reasons.note))
    judge = intents.Judge(key, wanting.id, reasons.codes, reasons.note)
    if judged is None:
        return Say(judge)
    way = Way(wanting.key, f"{wanting.label}, for that reason", judge)
    return Unclear(
        f"{question.id} has another judgement. Change it to “{wanting.label}”?", text, (way,)
    )


def _note_way(key: AnswerKey, text: str) -> Way:
    return Way("t", "keep it as a note", intents.Remark(key, text))


def _remark(judgements: tuple[Judgement, ...], key: AnswerKey, text: str) -> Typed:
    if len(text.split()) > 1 and len(text) > 3:
        return Say(intents.Remark(key, text))
    answers = ", ".join(f"{j.key} {j.label.split(',')[0].lower()}" for j in judgements)
    return Unclear(
        f"“{text}” is no answer here. Answers: {answers}.", text, (_note_way(key, text),)
    )
