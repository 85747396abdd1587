"""What comes of intentions about the documents of a case, and about what was flagged in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain import intents
from domain.answers import AnswerKey
from domain.documents import CaseDocument, NewDocument
from domain.errors import Refused
from domain.events import Change, Kind, Slot, Value
from domain.flags.flag import Flag, Verdict, decided_value
from domain.interview import Session

_LONGEST = 200  # characters of a name of a file or a person


def same_file(session: Session, new: NewDocument) -> CaseDocument | None:
    """The document of the case that is this very file, or has the very same words."""
    return next(
        (d for d in session.documents if new.sha256 == d.about.sha256 or new.text == d.about.text),
        None,
    )


def same_name(session: Session, new: NewDocument) -> CaseDocument | None:
    """A document of the case that came from a file of this name, and is another one."""
    wanted = new.name.casefold()
    named = (d for d in session.documents if wanted and d.about.name.casefold() == wanted)
    return next((d for d in named if d.about.sha256 != new.sha256), None)


def _add(session: Session, intent: intents.AddDocuments) -> tuple[Change, ...]:
    if not intent.documents:
        raise Refused("No document was given; name a file.")
    if [each.text for each in intent.documents] != [words.key for words in intent.texts]:
        raise Refused("The words of a document are missing; read the file again.")
    last = max(
        (int(e.slot.subject) for e in session.events if e.slot.kind is Kind.DOCUMENT), default=0
    )
    changes: list[Change] = []
    for number, new in enumerate(intent.documents, last + 1):
        _refuse_misfit(session, new)
        there = same_file(session, new)
        if there is not None:
            raise Refused(
                f"{new.name} is in this case already, as {session.said(there)}; nothing was added."
            )
        changes.append(Change(Slot(Kind.DOCUMENT, str(number)), new.value()))
    return tuple(changes)


def _refuse_misfit(session: Session, new: NewDocument) -> None:
    instrument = session.instrument
    for value, known, what in (
        (new.kind, instrument.document, "kind"),
        (new.stage, instrument.stage, "stage"),
    ):
        # An instrument from before there were stages has none, and its cases have documents too.
        if value not in (known or ("",)):
            raise Refused(f"There is no {what} of document “{value}”; use {', '.join(known)}.")
    for name in (new.name, new.author, new.countersigned_by):
        if len(name) > _LONGEST:
            raise Refused(f"“{name[:40]}…” is too long for a name; use {_LONGEST} characters.")


def _there(session: Session, number: int) -> CaseDocument:
    found = next((each for each in session.documents if each.number == number), None)
    if found is None:
        listed = ", ".join(str(each.number) for each in session.documents) or "none"
        raise Refused(f"There is no document {number} in this case; it has {listed}.")
    return found


def _change(session: Session, intent: intents.ChangeDocument) -> tuple[Change, ...]:
    _there(session, intent.number)
    _refuse_misfit(session, intent.about)
    return (Change(Slot(Kind.DOCUMENT, str(intent.number)), intent.about.value()),)


def _remove(session: Session, intent: intents.RemoveDocument) -> tuple[Change, ...]:
    _there(session, intent.number)
    if not intent.why.strip():
        raise Refused("Taking a document out of the case needs a reason.")
    return (Change(Slot(Kind.DOCUMENT, str(intent.number)), None, intent.why.strip()),)


def _decide_flag(session: Session, intent: intents.DecideFlag) -> tuple[Change, ...]:
    why = intent.why.strip()
    if intent.decision is Verdict.DISMISSED and not why:
        raise Refused("Dismissing a flag needs a reason: it stays dismissed for the same words.")
    decided = Change(
        Slot(Kind.FLAG, intent.flag.key), decided_value(intent.flag, intent.decision, why), why
    )
    if intent.fill is None or intent.decision is not Verdict.CONFIRMED:
        return (decided,)
    return (decided, *_filled(session, intent.flag, intent.fill))


def _filled(session: Session, flag: Flag, key: AnswerKey) -> tuple[Change, ...]:
    """Evidence goes to the answer at once; a reason only where its judgement asks for one."""
    question = session.instrument.question.get(key.question)
    if question is None:
        raise Refused(f"There is no question “{key.question}”.")
    there = session.state.get(Slot(Kind.EVIDENCE, *key))
    entries: tuple[Value, ...] = there if isinstance(there, tuple) else ()
    for each in flag.evidence:
        entry: Value = {"document": each.document, "page": each.page, "quote": each.quote}
        entries += () if entry in entries else (entry,)
    changes = [Change(Slot(Kind.EVIDENCE, *key), entries)]
    judged = session.judged.get(key)
    if judged and session.instrument.judgement(question, judged).wants == "reasons":
        given = session.reasons(key)
        known = [reason.code for reason in session.instrument.reasons_of(question)]
        offered = offered_reason(session, flag.rule, question.id)
        codes = {*given, *([offered] if offered else [])}
        changes.append(
            Change(Slot(Kind.REASONS, *key), tuple(c for c in known if c in codes) or None)
        )
    return tuple(changes)


def offered_reason(session: Session, rule: str, question: str) -> str:
    """The reason a flag of that rule offers to a question: the first it has; "" for none."""
    instrument = session.instrument
    codes = {reason.code for reason in instrument.reasons_of(instrument.question[question])}
    known = instrument.flag_rule.get(rule)
    return next((code for code in known.reasons if code in codes), "") if known else ""


def offered_reasons(session: Session, question: str) -> tuple[str, ...]:
    """The reasons that confirmed flags offer to a question, in its own order."""
    offered = {
        offered_reason(session, decided.rule, question)
        for decided in session.flag_decisions.values()
        if decided.verdict is Verdict.CONFIRMED and question in decided.questions
    }
    reasons = session.instrument.reasons_of(session.instrument.question[question])
    return tuple(reason.code for reason in reasons if reason.code in offered)


def _reconsider(session: Session, intent: intents.ReconsiderFlag) -> tuple[Change, ...]:
    if intent.key not in session.flag_decisions:
        raise Refused("That flag has not been decided on.")
    return (Change(Slot(Kind.FLAG, intent.key), None),)


DECIDERS: dict[type, Callable[[Session, Any], tuple[Change, ...]]] = {
    intents.AddDocuments: _add,
    intents.ChangeDocument: _change,
    intents.RemoveDocument: _remove,
    intents.DecideFlag: _decide_flag,
    intents.ReconsiderFlag: _reconsider,
}
