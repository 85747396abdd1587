"""The present step of an interview as lines to be read aloud: no boxes, no columns."""

from __future__ import annotations

from domain.course import FACT, ItemState
from domain.interview import Session
from tui.printing import wrapped
from tui.question_terms import QuestionTerms
from tui.viewmodel import ReasonView, StepView, step_view

_NONE = QuestionTerms()


def asked(view: StepView, terms: QuestionTerms = _NONE) -> list[str]:
    """Question, what to ask, where to look (the first place), the answers there are."""
    lines = wrapped(f"{view.name}. {view.text}")
    if view.ask:
        lines += wrapped(f"Ask: {view.ask}")
    if view.look_in:
        more = len(view.look_in) - 1
        rest = f" ({more} more: /more)" if more else ""
        lines += wrapped(f"Look in: {view.look_in[0]}{rest}")
    if view.due:
        lines += wrapped(f"Due: {view.due}")
    if terms.terms:
        listed = ", ".join(f"{term.number} {term.words}" for term in terms.terms)
        lines += wrapped(f"Terms: {listed} (/define 1)")
    for row in view.rows:
        answer = f": {row.answer}" if row.answer else ""
        lines += wrapped(f"{row.number} {row.label}{answer}", first="  ", indent="    ")
    if view.answer or view.note or view.example or view.evidence:
        lines += wrapped(f"So far: {told(view)}")
    if _is_fact(view) and view.options:
        listed = "; ".join(f"{option.key} {option.label}" for option in view.options)
        lines += wrapped(f"Choices: {listed}", indent="  ")
    if _is_fact(view) and view.guidance:
        lines += wrapped(f"Guidance: {view.guidance}")
    return [*lines, *wrapped(_how(view))]


def _is_fact(view: StepView) -> bool:
    return view.step.startswith(FACT)


def _how(view: StepView) -> str:
    """What can be typed: the answers of a plain question, else the hint as it is."""
    does_not_apply = view.state is ItemState.NOT_APPLICABLE
    if view.rows or _is_fact(view) or does_not_apply:
        return view.hint.replace(" · ", "; ")
    keys = ", ".join(f"{o.key} {o.label.partition(',')[0].lower()}" for o in view.options)
    return f"Answers: {keys}."


def more(view: StepView) -> list[str]:
    """All that stands beside the question: places to look, guidance, documents, reasons."""
    lines: list[str] = []
    for label, text in (
        ("Look in", "; ".join(view.look_in)),
        ("Guidance", view.guidance),
        ("Documents", "; ".join(view.documents)),
        ("Due", view.due),
    ):
        if text:
            lines += wrapped(f"{label}: {text}")
    if view.reasons:
        lines += ["Reasons why work fell short:", *reasons(view.reasons)]
    return lines or ["There is nothing more to this one."]


def reasons(views: tuple[ReasonView, ...]) -> list[str]:
    """Numbered; one given already is marked."""
    lines: list[str] = []
    for reason in views:
        chosen = " (given)" if reason.chosen else ""
        lines += wrapped(f"{reason.number} {reason.text}{chosen}", first="  ", indent="    ")
    return lines


def told(view: StepView) -> str:
    """The answer of a step in one line, with reasons, note, good work and evidence."""
    rows = "; ".join(
        f"{row.label} {row.answer.split(',')[0].lower()}"
        + (f" ({row.reasons})" if row.reasons else "")
        for row in view.rows
        if row.answer
    )
    chosen = "; ".join(reason.text for reason in view.reasons if reason.chosen)
    for_later = "for later" if view.state is ItemState.LATER else "open"
    parts = [view.answer or rows or for_later]
    parts += [f"Reasons: {chosen}"] if chosen else []
    parts += [f"Note: {' / '.join(view.note.split(chr(10)))}"] if view.note else []
    parts += [f"Good work: {' / '.join(view.example.split(chr(10)))}"] if view.example else []
    parts += [f"Evidence: {'; '.join(view.evidence)}"] if view.evidence else []
    return ". ".join([*(part.removesuffix(".") for part in parts[:-1]), parts[-1]])


def said_of(session: Session, step: str) -> str:
    view = step_view(session, step)
    return f"{view.name}: {told(view)}"
