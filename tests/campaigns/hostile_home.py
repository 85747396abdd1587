"""Two data folders that differ in one thing: every text of a case is harmless, or is not.

The hostile text is put into the database itself, past all cleaning on entry, so that what stands
between it and the terminal is the output's own filter.
"""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

from domain import intents
from domain.answers import AnswerKey, Evidence
from domain.documents import DocumentText, NewDocument
from glossary import Entry
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.campaigns.kept import database
from tests.cases import instrument
from tests.tui.flagged_case import FACTS, document
from tests.tui.own_terms import keep_own_terms
from tui.clock import SystemClock
from tui.controller import Interview
from tui.terms_at_hand import OWN_TERMS

SEEN = "Zq9"  # what both texts begin with, so that one can see that they are shown
HARMLESS = f"{SEEN}words"
CASE, ANYBODY = "07", HARMLESS
# Each would do something to a terminal, or to whoever takes it for markup or for another text.
HOSTILE = SEEN + "".join(
    (
        "\x1b]0;owned\x07",  # title
        "\x1b]8;;http://owned.invalid\x1b\\",  # link
        "\x1b]52;c;b3duZWQ=\x07",  # clipboard
        "\x1b[2J\x1b[31m\x1b[6n\x1b[?1049l\x1b[5i\x1b[21t",  # erase, colour, reports, printer
        "\x1bP+q544e\x1b\\\x1b_G\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\",  # DCS, APC, PM, SOS
        "\x1bc\x1b#8\x1bZ\x1b(0",  # reset, alignment, identify, character set
        "\x9b2J\x9d0;owned\x9c\x90q\x9c\x85\x84\x8d",  # the same in eight bits
        "\x07\x08\x0b\x0c\x0e\x0f\x7f\x05\x18",  # bell, backspace, shifts, delete, enquiry
        "\u202egpj.\u2066x\u2069\u200f\u061c\u2028",  # direction, and other ends of a line
        "[@click=app.quit]x[/][red]y[/red][link=http://owned.invalid]z[/link]",  # markup
        "{0}%s$(id)`id`",
        "end",
    )
)
_TEXT = (
    f"Core Asset profile\n\nLiving arrangements\n{HARMLESS} lives with his mother in a flat on the "
    f"{HARMLESS} estate, which is too small for four people. He shares a room with {HARMLESS} and "
    "has no desk to work at. The tenancy is in his mother's name.\n"
)


def homes(folder: Path) -> tuple[Path, Path]:
    """A data folder with harmless text, and the same with hostile text."""
    harmless, hostile = folder / "harmless", folder / "hostile"
    for home in (harmless, hostile):
        _fill(home)
    _poison(hostile)
    return harmless, hostile


def _fill(home: Path) -> None:
    with Store.open(Places(home)) as store:
        made = store.create_inspection(NewInspection(HARMLESS, 2012), instrument(), who=ANYBODY)
        store.create_case(made.id, HARMLESS, who=ANYBODY)
        case = store.create_case(made.id, CASE, who=ANYBODY)
        interview = Interview.open(store, case.id, ANYBODY, SystemClock())
        for deed in _deeds():
            outcome = interview.take(deed)
            assert outcome.kind == "saved", (deed, outcome)
        for fact in ("case_managers", "offence", "countersigning_manager"):
            interview.go(f"fact:{fact}")
            assert interview.submit(HARMLESS).kind == "saved", fact
        interview.go("1.1.02")
        interview.leave()
        store.save_draft(case.id, ANYBODY, "1.1.02", f"{HARMLESS} half typed")
        store.remember_assessor(ANYBODY)
        store.choose_house(f"All records of {HARMLESS} are kept on Mondays.", "added")
    entry = Entry(
        f"{HARMLESS} term", HARMLESS, f"Said of {HARMLESS}.", aliases=(f"{HARMLESS} too",)
    )
    keep_own_terms(home, entry)


def _deeds() -> list[intents.Intent]:
    texts = DocumentText(_TEXT), DocumentText(_TEXT.replace("has no desk", "has a desk"))
    days = FACTS[1].value, "2012-02-03"
    papers = tuple(
        _named(document("core_profile", _day(day), text))
        for day, text in zip(days, texts, strict=True)
    )
    door = AnswerKey("1.1.01")
    return [
        *FACTS,
        intents.AddDocuments(papers, texts),
        intents.Judge(door, "yes", (), f"{HARMLESS} said so"),
        intents.Cite(door, Evidence(HARMLESS, "3", f"as {HARMLESS} wrote")),
        intents.Judge(AnswerKey("1.1.02"), "na", (), f"{HARMLESS}, so not asked"),
    ]


def _named(paper: NewDocument) -> NewDocument:
    return replace(paper, name=f"{HARMLESS}.txt", author=HARMLESS)


def _day(text: object) -> date:
    return date.fromisoformat(str(text))


def _poison(home: Path) -> None:
    raw = sqlite3.connect(database(home))
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for _, column, *_ in raw.execute(f'PRAGMA table_info("{table}")').fetchall():
            found = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE instr("{column}", ?)'
            change = f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?'
            for (text,) in raw.execute(found, (HARMLESS,)).fetchall():
                if isinstance(text, str):
                    raw.execute(change, (_poisoned(text), text))
    raw.commit()
    raw.close()
    terms = home / OWN_TERMS
    text = terms.read_text(encoding="utf-8")
    terms.write_text(text.replace(HARMLESS, _escaped(HOSTILE)), encoding="utf-8")


def _poisoned(text: str) -> str:
    """In JSON as JSON has it, elsewhere as it is."""
    try:
        json.loads(text)
    except ValueError:
        return text.replace(HARMLESS, HOSTILE)
    return text.replace(HARMLESS, _escaped(HOSTILE))


def _escaped(text: str) -> str:
    return json.dumps(text)[1:-1]


# -- what a terminal is told

_SEQUENCE = re.compile(
    "\x1b\\[(?P<csi>[0-9;:<=>?]*[ -/]*[@-~])"
    "|\x1b(?P<string>[\\]PX^_])(?P<about>[0-9a-zA-Z+]*)"
    "|\x1b(?P<plain>[ -/]*[0-~])"
    "|(?P<one>[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069])"
)


def kinds(output: bytes) -> set[str]:
    """Which kinds of sequence and control characters are in it: modes with their number, else
    without."""
    found = set()
    for match in _SEQUENCE.finditer(output.decode("utf-8", "replace")):
        csi = match["csi"]
        if csi is None:
            found.add(
                repr(match["string"] or match["plain"] or match["one"]) + (match["about"] or "")
            )
        elif csi[-1] in "hlnt" or csi[0] in "<=>?":
            found.add(f"CSI {csi}")
        else:
            found.add(f"CSI {csi[-1]}")
    return found
