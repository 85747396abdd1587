"""What parts of an instrument are called in a checklist."""

from __future__ import annotations

from domain.instrument import Criterion, Instrument, Question, Section
from domain.report import Line, Span, strong


def criterion_name(criterion: Criterion) -> str:
    """With its number, where its id is one."""
    return numbered(criterion.id, criterion.title)


def section_name(section: Section) -> str:
    return numbered(section.id, section.title)


def numbered(id_: str, title: str) -> str:
    return f"{id_} {title}" if id_[0].isdecimal() else title


def question_name(question: Question, row: str = "") -> str:
    """`1.1.02 RoSH screening: timely`, with the row of a grid after it."""
    name = f"{question.id} {question.short or question.text}"
    return f"{name} – {row}" if row else name


def themes_of(instrument: Instrument, question: Question) -> str:
    """The headline themes that a key question counts towards; "" for any other."""
    if not question.key:
        return ""
    return ", ".join(instrument.theme[theme].title for theme in question.themes)


def labelled(label: str, *said: Span | str) -> Line:
    """`Label: what is said`, the label standing out."""
    spans = (each if isinstance(each, Span) else Span(each) for each in said if each)
    return (*strong(f"{label}:"), Span(" "), *spans)
