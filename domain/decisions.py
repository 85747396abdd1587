"""What comes of an intention: the changes it makes, what they park, or why it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain import intents
from domain.answers import AnswerKey
from domain.case import refuse_impossible
from domain.errors import Refused
from domain.events import Change, Kind, Slot, Value, history, setting_back
from domain.fact_values import refuse_misfit
from domain.instrument import Question
from domain.interview import Session
from domain.record_decisions import DECIDERS as RECORD_DECIDERS
from domain.routing import Routing, is_grid
from domain.status_decisions import DECIDERS as STATUS_DECIDERS
from domain.wording import plural

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Decision:
    """Changes ready for the log, and what they do to answers already given.

    undoes: the turn set back, if that is what this is. parks: answers that would stop counting
    because their question no longer applies. restores: parked answers that would count again.
    caution: something else to be told, and agreed to, before it is done.
    """

    changes: tuple[Change, ...]
    undoes: int | None = None
    parks: tuple[AnswerKey, ...] = ()
    restores: tuple[AnswerKey, ...] = ()
    caution: str = ""

    def warning(self, session: Session) -> str:
        """What to tell before this is done; "" when there is nothing to agree to."""
        if not self.parks:
            return self.caution
        noted = sum(bool(session.note(key)) for key in self.parks)
        notes = f" ({plural(noted, 'with a note', 'with notes')})" if noted else ""
        names = ", ".join(dict.fromkeys(key.question for key in self.parks[:8]))
        more = " …" if len(self.parks) > 8 else ""
        count = plural(len(self.parks), "answer")
        return (
            f"This parks {count}{notes}: {names}{more}. Parked answers leave the scores, stay on "
            "record, and come back if this is changed back."
        )


def decide(session: Session, intent: intents.Intent) -> Decision:
    """The changes an intention makes. Raises Refused, in one sentence, when it cannot be taken."""
    if type(intent) in STATUS_DECIDERS:
        step = STATUS_DECIDERS[type(intent)](session, intent)
        return Decision((step.change,), caution=step.caution)
    if session.finished:
        raise Refused(f"{session.reference} is finished and locked; /reopen with a reason first.")
    if isinstance(intent, (intents.Undo, intents.Redo)):
        return _with_parking(session, *_turn_back(session, intent))
    changes = _DECIDERS[type(intent)](session, intent)
    return _with_parking(session, changes, None)


def _with_parking(session: Session, changes: tuple[Change, ...], undoes: int | None) -> Decision:
    if not any(c.slot.kind in (Kind.FACT, Kind.JUDGEMENT) for c in changes):
        return Decision(changes, undoes)
    after = session.apply(session.stamped(changes, at=_ANY_TIME, who=""))
    before = _parked(session)
    now = _parked(after)
    return Decision(
        changes,
        undoes,
        parks=tuple(key for key in now if key not in before and key in session.judged),
        restores=tuple(key for key in before if key not in now and key in after.judged),
    )


def _parked(session: Session) -> dict[AnswerKey, None]:
    return {key: None for key in session.judged if session.routing.answer(key) is False}


def _turn_back(
    session: Session, intent: intents.Undo | intents.Redo
) -> tuple[tuple[Change, ...], int]:
    done, undone = history(session.events)
    undo = isinstance(intent, intents.Undo)
    if not (done if undo else undone):
        raise Refused("There is nothing to undo." if undo else "There is nothing to redo.")
    if undo:
        return setting_back(done[-1]), done[-1].number
    # The undo itself is the last turn that sets this one back.
    number = next(e.turn for e in reversed(session.events) if e.undoes == undone[-1].number)
    redone = tuple(Change(e.slot, e.new, e.why) for e in undone[-1].events)
    return redone, number


def _set_fact(session: Session, intent: intents.SetFact) -> tuple[Change, ...]:
    fact = session.instrument.fact.get(intent.fact)
    if fact is None:
        raise Refused(f"There is no fact “{intent.fact}”; /facts lists them.")
    if session.routing.fact_applies(intent.fact) is False:
        raise Refused(f"“{fact.label}” does not apply to this case as its facts stand.")
    refuse_misfit(session.instrument, fact, intent.value)
    facts = {**session.facts, intent.fact: intent.value}
    refuse_impossible(
        session.instrument, Routing(session.instrument, facts, session.judged), intent.fact
    )
    return (
        Change(Slot(Kind.FACT, intent.fact), intent.value),
        Change(Slot(Kind.LATER, f"fact:{intent.fact}"), None),
    )


def _set_facts(session: Session, intent: intents.SetFacts) -> tuple[Change, ...]:
    """Each is decided as though those before it were recorded already."""
    changes: list[Change] = []
    for each in intent.facts:
        made = _set_fact(session, each)
        session = session.apply(session.stamped(made, at=_ANY_TIME, who=""))
        changes += made
    return tuple(changes)


def _place_of(session: Session, key: AnswerKey) -> Question:
    """The question that something is said of. Raises Refused if there is no such one, or row."""
    question = session.instrument.question.get(key.question)
    if question is None:
        raise Refused(f"There is no question “{key.question}”.")
    if key.row and key.row not in {row.id for row in session.instrument.rows_of(question)}:
        raise Refused(f"{question.id} has no row “{key.row}”.")
    return question


def _question_for(session: Session, key: AnswerKey) -> Question:
    """The question a judgement is meant for. Raises Refused if it does not apply."""
    question = _place_of(session, key)
    if is_grid(question) and not key.row:
        raise Refused(f"{question.id} is judged row by row; say which row.")
    if session.routing.answer(key) is False:
        rule = question.applies_text or "its rule does not hold"
        raise Refused(f"{question.id} does not apply to this case: {rule}. /facts changes a fact.")
    return question


def _judge(session: Session, intent: intents.Judge) -> tuple[Change, ...]:
    question = _question_for(session, intent.key)
    ids = {j.id: j for j in session.instrument.scale_of(question).judgements}
    judgement = ids.get(intent.judgement)
    if judgement is None:
        labels = ", ".join(f"{j.key} {j.label}" for j in ids.values())
        raise Refused(f"“{intent.judgement}” is no answer to {question.id}; use {labels}.")
    note = _added(session.note(intent.key), intent.note)
    if judgement.wants == "note" and not note:
        raise Refused(
            f"“{judgement.label}” needs a reason: type {judgement.key} and why, on one line."
        )
    if intent.reasons and judgement.wants != "reasons":
        raise Refused(f"Reasons go with a judgement that work fell short, not “{judgement.label}”.")
    changes = [Change(Slot(Kind.JUDGEMENT, *intent.key), judgement.id)]
    # Reasons explain a judgement that asks for them; they do not outlive it.
    keep = intent.reasons or session.reasons(intent.key)
    wanted = keep if judgement.wants == "reasons" else ()
    changes.append(_reasons(session, question, intent.key, wanted))
    changes.append(Change(Slot(Kind.NOTE, *intent.key), note or None))
    changes.append(Change(Slot(Kind.LATER, question.id), None))
    return tuple(changes)


def _judge_rows(session: Session, intent: intents.JudgeRows) -> tuple[Change, ...]:
    return tuple(c for judge in intent.judgements for c in _judge(session, judge))


def _reasons(
    session: Session, question: Question, key: AnswerKey, codes: tuple[str, ...]
) -> Change:
    known = [reason.code for reason in session.instrument.reasons_of(question)]
    for code in codes:
        if code not in known:
            listed = ", ".join(known) or "none"
            raise Refused(f"“{code}” is no reason of {question.id}; it has {listed}.")
    return Change(Slot(Kind.REASONS, *key), tuple(c for c in known if c in codes) or None)


def _give_reasons(session: Session, intent: intents.GiveReasons) -> tuple[Change, ...]:
    question = _question_for(session, intent.key)
    judged = session.judged.get(intent.key)
    if judged is None or session.instrument.judgement(question, judged).wants != "reasons":
        raise Refused(
            f"Reasons go with a judgement that work fell short; judge {question.id} first."
        )
    note = _added(session.note(intent.key), intent.note)
    return (
        _reasons(session, question, intent.key, intent.reasons),
        Change(Slot(Kind.NOTE, *intent.key), note or None),
    )


def _added(note: str, text: str) -> str:
    """A note with a remark added on a line of its own; the same remark is not added twice."""
    text = text.strip()
    if not text or f"\n{text}\n" in f"\n{note}\n":
        return note
    return f"{note}\n{text}" if note else text


def _remark(session: Session, intent: intents.Remark) -> tuple[Change, ...]:
    _place_of(session, intent.key)
    note = _added(session.note(intent.key), intent.text)
    return (Change(Slot(Kind.NOTE, *intent.key), note or None),)


def _rewrite_note(session: Session, intent: intents.RewriteNote) -> tuple[Change, ...]:
    _place_of(session, intent.key)
    return (Change(Slot(Kind.NOTE, *intent.key), intent.text.strip() or None),)


def _good_work(session: Session, intent: intents.GoodWork) -> tuple[Change, ...]:
    question = _place_of(session, AnswerKey(intent.question))
    text = intent.text.strip()
    if not (text or intent.anew):
        raise Refused("Say in a few words what was done well.")
    kept = "" if intent.anew else session.example(question.id)
    return (Change(Slot(Kind.EXAMPLE, question.id), _added(kept, text) or None),)


def _cite(session: Session, intent: intents.Cite) -> tuple[Change, ...]:
    _place_of(session, intent.key)
    e = intent.evidence
    if not (e.document or e.quote):
        raise Refused("Evidence names a document or quotes its words.")
    entry: dict[str, Value] = {"document": e.document, "page": e.page, "quote": e.quote}
    there = session.state.get(Slot(Kind.EVIDENCE, *intent.key))
    entries = there if isinstance(there, tuple) else ()
    if entry in entries:
        raise Refused("That evidence is on record for this question already.")
    return (Change(Slot(Kind.EVIDENCE, *intent.key), (*entries, entry)),)


def _drop_evidence(session: Session, intent: intents.DropEvidence) -> tuple[Change, ...]:
    there = session.state.get(Slot(Kind.EVIDENCE, *intent.key))
    entries = there if isinstance(there, tuple) else ()
    if not 1 <= intent.number <= len(entries):
        raise Refused(f"{intent.key.question} has {plural(len(entries), 'evidence reference')}.")
    left = entries[: intent.number - 1] + entries[intent.number :]
    return (Change(Slot(Kind.EVIDENCE, *intent.key), left or None),)


def _take_back(session: Session, intent: intents.TakeBack) -> tuple[Change, ...]:
    if intent.key not in session.judged:
        raise Refused(f"{intent.key.question} is not answered.")
    return (
        Change(Slot(Kind.JUDGEMENT, *intent.key), None),
        Change(Slot(Kind.REASONS, *intent.key), None),
    )


def _put_off(session: Session, intent: intents.PutOff) -> tuple[Change, ...]:
    step = session.step_named(intent.step)
    return (Change(Slot(Kind.LATER, step), "yes" if intent.later else None),)


_DECIDERS: dict[type, Callable[[Session, Any], tuple[Change, ...]]] = {
    intents.SetFact: _set_fact,
    intents.SetFacts: _set_facts,
    intents.Judge: _judge,
    intents.JudgeRows: _judge_rows,
    intents.GiveReasons: _give_reasons,
    intents.Remark: _remark,
    intents.RewriteNote: _rewrite_note,
    intents.GoodWork: _good_work,
    intents.Cite: _cite,
    intents.DropEvidence: _drop_evidence,
    intents.TakeBack: _take_back,
    intents.PutOff: _put_off,
    **RECORD_DECIDERS,
}
