"""What the help says: how to begin, what can be typed, and the table of actions as lists."""

from __future__ import annotations

from dataclasses import dataclass

from tui.actions import ACTIONS, Action, Where


@dataclass(frozen=True, slots=True)
class HelpPart:
    """A heading and its lines, each a term and what is said of it ("" for running text)."""

    title: str
    lines: tuple[tuple[str, str], ...]


GETTING_STARTED = HelpPart(
    "Getting started",
    (
        ("1", "In the list of cases, Enter opens the marked one where you left it."),
        ("2", "Each question stands above the line you type in: what is judged, what to ask."),
        ("3", "Type y, n, x or u, and words after it if you like; Enter keeps it and goes on."),
        ("4", "After n, name the reasons by number or by a word: n copied, late"),
        ("5", "Leave anything for later, go anywhere; what is missing is one list."),
        ("6", "When nothing is missing, finish the case: it is locked and counted."),
        ("", "There is nothing to save: each answer is on disk before the next question comes."),
    ),
)

TYPING = HelpPart(
    "What can be typed at a question",
    (
        ("y  n  x  u", "yes, no, not applicable, not enough information; or the words"),
        ("y and words", "the judgement, and the words as its note"),
        ("n copied, late", "no, with reasons by word, code or number"),
        ("x and why", "not applicable always wants a reason"),
        ("other words", "a note of what was said; the question stays open"),
        ("@ RoSH, p 3 “…”", "evidence: document, page and the words quoted"),
        ("yyny", "a question with rows: one key for each, or: y but 3 n late"),
        ("/ and a name", "a command; a few letters are enough to find it"),
        ("a term¹", "is in the glossary: /define 1 tells it, ctrl+g the word at the cursor"),
    ),
)

DOCUMENTS = HelpPart(
    "Documents and flags",
    (
        ("/add", "reads a file, or a folder of them, into the case; /documents lists them"),
        ("(!)", "something in them to look at: copied forward, out of date, left unsaid ..."),
        ("(?)", "the same by one of the weaker rules: something to check"),
        ("/flags", "those of this question: the words, what the record says, the rule"),
        ("c  d  u", "there: it is so; it is not so, and why; decide again"),
        ("f", "it is so, and its words and reason go into the answer"),
        ("Enter", "there: the version before it alongside, sentence by sentence"),
        ("", "A flag never sets an answer, and never keeps a case from being finished."),
    ),
)

FILES = HelpPart(
    "What leaves the program",
    (
        ("/good", "puts an example of good work down, for the report"),
        ("/export", "a case's checklist, a table or the whole record, as a file"),
        ("/report", "the inspection's report: read, written in, put into a file"),
        ("[child]", "stands where the name was: names go out only if asked for, with a reason"),
        ("", "Every file is marked, readable by you alone, and told in the trail."),
    ),
)

_PLACES: tuple[tuple[Where, str], ...] = (
    ("case", "In a case"),
    ("home", "In the list of cases"),
    ("everywhere", "Everywhere"),
)


def commands() -> list[HelpPart]:
    """Every slash command by place, with what it does."""
    return [
        HelpPart(
            title,
            tuple((f"/{a.slash} {a.takes}".strip(), a.help) for a in ACTIONS if a.where == where),
        )
        for where, title in _PLACES
    ]


def keys(key_of: dict[str, str]) -> list[HelpPart]:
    """Every action by place with the keys it has; `key_of`: keys the user has set, by action."""
    return [
        HelpPart(
            title,
            tuple((_keys(a, key_of), f"{a.title}. {a.help}") for a in ACTIONS if a.where == where),
        )
        for where, title in _PLACES
    ]


def _keys(action: Action, key_of: dict[str, str]) -> str:
    own = key_of.get(action.id, "")
    found = own.split(",") if own else list(action.keys)
    return ", ".join(found) or f"/{action.slash}"


LISTS = HelpPart(
    "In lists and forms",
    (
        ("↑ ↓  PgUp PgDn", "move; Home and End go to either end"),
        ("Enter", "open or choose what is marked; in a form what its last line says"),
        ("typing", "where a list says so, narrows it; Backspace widens it again"),
        ("single letters", "in other lists, the keys shown at the foot"),
        ("Tab", "the next field, or the other list"),
        ("esc", "one step back; it never loses anything and never leaves the program"),
        ("?", "this help, wherever nothing is being typed"),
    ),
)
