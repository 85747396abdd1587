"""The prompt: every line a person may type, at every kind of step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.answers import AnswerKey
from domain.decisions import decide
from domain.documents import Moment
from domain.errors import Refused
from domain.intents import Intent
from domain.interview import Session
from domain.routing import is_grid
from domain.typed import Command, Say, Unclear, read
from domain.typed.reasons import read_reasons
from tests.campaigns.fuzz.guided import Door, refused
from tests.cases import MORNING, TODAY, WHO, talked
from tests.domain.lines import library
from tests.instruments import type_at
from tui import slash

_JUDGED = type_at(type_at(library(), "A1.1", "n"), "B1.1", "y")
_SEEDS = (
    *("n copied, outdated and so on", "y but 3 n late", "yyny", "1-2 y, 3 n", "n 2, 5", "not sure"),
    *("@ RoSH 3 Feb, p 3 “awaiting sentence”", "/go 1.2.14", "//n is a path", "n; late", "x: none"),
    *("12 Jan 2012", "yesterday", "31/2/12", "+ 3 Feb 2012, move, to his aunt", "2 1 2 0 3 2 1"),
    *("all y except 2 n late because she said", "n/a", "", "a: y b: n", "- 1 May 1996", "10+, 2"),
)
_WORDS = tuple(
    "y|n|x|u|yes|no|n/a|not|late|copied|other|1|2|12|0|-|+|@|/|//|all|rest|but|except|and|p 3|“|”|"
    "3 Feb 2012|14:30|yro|from|to|none|²|/undo|/find |/facts |/reasons |/drop 1|/note |/flag 2"
    .encode().split(b"|")
)  # fmt: skip


@contextmanager
def door(_folder: Path) -> Iterator[Door]:
    """The first two bytes say at which step; the rest is the line."""
    cases = (_JUDGED, library(), talked(0), talked(40), talked(110))
    steps = [(case, step) for case in cases for step in (*case.course, "", "9.9.99")]

    def enter(data: bytes) -> bool:
        session, step = steps[int.from_bytes(data[:2].ljust(2, b"\0")) % len(steps)]
        return _typed(session, step, data[2:].decode(errors="surrogateescape"))

    seeds = [
        number.to_bytes(2) + line.encode()
        for number in range(0, len(steps), 7)
        for line in _SEEDS[number % 5 :: 5]
    ]
    yield Door("typed-lines", tuple(seeds), enter, _WATCHED, _WORDS)


_WATCHED = ("domain/typed", "domain/fact_", "domain/case.py", "domain/calendar.py", "tui/slash.py")


def _typed(session: Session, step: str, line: str) -> bool:
    typed = read(session, step, line, TODAY)
    question = session.instrument.question.get(step)
    if question is not None and not is_grid(question):
        read_reasons(session.instrument.reasons_of(question), line)
    if isinstance(typed, Command):
        found = slash.find(typed.name)
        assert slash.complete(typed.name) or str(found)
        _moment(typed.rest)
        return not isinstance(found, slash.Unknown)
    if isinstance(typed, Unclear):
        assert typed.ask
        for way in typed.ways:
            _decided(session, way.intent)
        return False
    return isinstance(typed, Say) and _decided(session, typed.intent)


def _moment(text: str) -> None:
    try:
        Moment.typed(text, TODAY)
    except Refused as error:
        refused(error)


def _decided(session: Session, intent: Intent) -> bool:
    """Whether it can be taken: then the case it makes can be asked on, and told again."""
    try:
        decision = decide(session, intent)
    except Refused as error:
        return refused(error)
    decision.warning(session)
    after = session.apply(session.stamped(decision.changes, at=MORNING, who=WHO))
    after.next_step()
    assert AnswerKey("9.9.99") not in after.answers
    return True
