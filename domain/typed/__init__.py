"""What a typed line means: a judgement, reasons, a note, evidence, a command, or a question back.

Written for someone in a hurry with one hand on the keyboard. A line is never thrown away: what can
be read in two ways, or not at all, comes back as `Unclear` with the text and the ways to take it.
"""

from __future__ import annotations

from datetime import date

from domain import intents
from domain.answers import AnswerKey
from domain.case import read_fact
from domain.course import FACT
from domain.errors import Refused
from domain.instrument import Question
from domain.interview import Session
from domain.routing import is_grid
from domain.text_cleaning import clean
from domain.typed.answer import read_answer
from domain.typed.evidence import read_evidence
from domain.typed.meaning import Command, Nothing, Say, Typed, Unclear, Way
from domain.typed.rows import due_rows, read_rows

__all__ = ["Command", "Nothing", "Say", "Typed", "Unclear", "Way", "due_rows", "read"]


def read(session: Session, step: str, text: str, today: date) -> Typed:
    """What `text`, typed at `step`, means. Never raises for anything a person can type."""
    text = clean(text).strip()
    if not text:
        return Nothing()
    if text.startswith("/") and not text.startswith("//"):
        name, _, rest = text[1:].partition(" ")
        return Command(name.casefold(), rest.strip())
    if step.startswith(FACT):
        return _read_fact(session, step.removeprefix(FACT), text, today)
    question = session.instrument.question.get(step)
    if question is None:
        return Unclear("Nothing is asked here; /go and a question’s number goes to one.", text)
    if text.startswith("@"):
        return _read_evidence(question, text)
    text = text.removeprefix("/") if text.startswith("//") else text
    if is_grid(question):
        return read_rows(session, question, text)
    return read_answer(session, AnswerKey(question.id), text)


def _read_fact(session: Session, fact_id: str, text: str, today: date) -> Typed:
    fact = session.instrument.fact.get(fact_id)
    if fact is None:
        return Unclear(f"There is no fact “{fact_id}”; /facts lists them.", text)
    recorded = session.facts.get(fact_id)
    try:
        value = read_fact(session.instrument, fact, text, today, recorded)
        return Say(intents.SetFact(fact_id, value))
    except Refused as refused:
        return Unclear(str(refused), text)


def _read_evidence(question: Question, text: str) -> Typed:
    """Evidence is of the question, in a grid too: one place in the record speaks of many rows."""
    found = read_evidence(text)
    if found is None:
        ask = "Evidence is @ document, p page, “quote”: @ RoSH 3 Feb, p 3 “awaiting sentence”."
        return Unclear(ask, text)
    return Say(intents.Cite(AnswerKey(question.id), found))
