"""Questions, rows and facts as people name them: number, id, label or a word of it."""

from __future__ import annotations

from difflib import get_close_matches

from domain.answers import AnswerKey
from domain.course import FACT
from domain.errors import Refused
from domain.instrument import Fact, Question
from domain.interview import Session
from domain.routing import is_grid
from domain.typed import due_rows


def question_named(session: Session, name: str) -> Question:
    """Raises Refused for an unknown one, with those near it."""
    questions = {q.id.casefold(): q for q in session.instrument.questions}
    wanted = name.strip().casefold()
    if wanted in questions:
        return questions[wanted]
    if wanted in {fact.id.casefold() for fact in session.instrument.facts}:
        raise Refused(f"“{name}” is a fact, not a question; /facts records it.")
    near = [questions[n].id for n in get_close_matches(wanted, questions, n=3)]
    hint = f"near it are {', '.join(near)}" if near else "/find lists them"
    raise Refused(f"There is no question “{name}”; {hint}.")


def fact_named(session: Session, name: str) -> Fact:
    """A fact by its id or its label. Raises Refused for an unknown one, with those near it."""
    wanted = " ".join(name.casefold().removeprefix(FACT).replace("_", " ").split())
    facts = {fact.id.casefold().replace("_", " "): fact for fact in session.instrument.facts}
    labels = {fact.label.casefold(): fact for fact in session.instrument.facts}
    found = facts.get(wanted) or labels.get(wanted)
    if found is not None:
        return found
    near = [(facts | labels)[n].id for n in get_close_matches(wanted, facts | labels, n=3)]
    hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else "/facts lists them."
    raise Refused(f"There is no fact “{name}”; {hint}")


def row_key(session: Session, question: Question, name: str) -> AnswerKey:
    """A row by its number on the screen, id, label or word. Raises Refused."""
    if not is_grid(question):
        if name:
            raise Refused(f"{question.id} has no rows; leave the row out.")
        return AnswerKey(question.id)
    due = due_rows(session, question)
    wanted = name.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(due):
        return AnswerKey(question.id, due[int(wanted) - 1].id)
    for row in session.instrument.rows_of(question):
        if wanted in {n.casefold() for n in (row.id, row.label, *row.words)}:
            return AnswerKey(question.id, row.id)
    rows = due or session.instrument.rows_of(question)
    listed = ", ".join(f"{n} {row.label}" for n, row in enumerate(rows, 1))
    problem = f"has no row “{name}”" if name else "is judged row by row; say which row"
    raise Refused(f"{question.id} {problem}: {listed}.")
