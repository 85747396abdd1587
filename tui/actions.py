"""Everything a person can do, in one table.

Keys, slash commands, command palette, footer, help page and the keymap file all come from here, so
that none of them can promise what another does not know. Keys are Textual's names; the first one is
shown. An action without a key has its slash command, and every action is in the palette.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["everywhere", "case", "home"]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    id: as in the keymap file. slash: the command's name, typed after "/". takes: what the command
    wants after its name, for the hint, in [brackets] if it may be left out. where: its screens.
    footer: shown in the key line.
    """

    id: str
    title: str
    help: str
    slash: str
    keys: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    takes: str = ""
    where: Where = "case"
    footer: bool = False


ACTIONS: tuple[Action, ...] = (
    Action("back", "Go back", "Stand at the question before.", "back", ("alt+left",), ("b",)),
    Action(
        "forward", "Go on", "Stand at the question after, answered or not.", "on", ("alt+right",)
    ),
    Action("next", "Next open question", "Go to the next question without an answer.", "next"),
    Action(
        "go",
        "Go to a question",
        "Go to a question by its number, or to a fact by its name.",
        "go",
        takes="1.2.14",
        aliases=("jump",),
    ),
    Action(
        "find",
        "Find a question",
        "List the questions that hold some words; Enter goes there.",
        "find",
        ("ctrl+f",),
        ("search",),
        "[words]",
    ),
    Action(
        "later",
        "Leave for later",
        "Put this question off; it comes up again at the end.",
        "later",
        ("ctrl+l",),
        ("skip",),
        footer=True,
    ),
    Action(
        "undo",
        "Undo",
        "Take the last step back. The log keeps both.",
        "undo",
        ("ctrl+z",),
        ("u",),
        footer=True,
    ),
    Action("redo", "Redo", "Do again what was undone.", "redo", ("ctrl+y",)),
    Action(
        "clear", "Take the answer back", "Leave this question open again; its note stays.", "clear"
    ),
    Action(
        "reasons",
        "Change the reasons",
        "Give the reasons of this answer anew, by number or word.",
        "reasons",
        takes="copied, late",
        aliases=("why",),
    ),
    Action(
        "note",
        "Rewrite the note",
        "Put these words in place of the note of this question.",
        "note",
        takes="words",
    ),
    Action(
        "good",
        "Good work",
        "Put down an example of good work seen here, for the report.",
        "good",
        aliases=("example",),
        takes="words",
    ),
    Action(
        "evidence",
        "Add evidence",
        "Name document, page and quote; the same as a line that begins with @.",
        "evidence",
        takes="RoSH 3 Feb, p 3 “quote”",
    ),
    Action(
        "drop", "Drop evidence", "Take an evidence reference away by its number.", "drop", takes="1"
    ),
    Action(
        "define",
        "Look a term up",
        "Find a term in the glossary, misspelt or half remembered.",
        "define",
        ("ctrl+g",),
        ("term", "glossary"),
        "[term or number]",
        "everywhere",
        footer=True,
    ),
    Action(
        "context",
        "Show or hide the case panel",
        "Facts, due dates, documents and scores beside the question.",
        "context",
        ("ctrl+t",),
        ("panel",),
    ),
    Action(
        "flags",
        "Flags",
        "What the documents show: of this question, or of the whole case.",
        "flags",
        ("ctrl+b",),
        ("check",),
        footer=True,
    ),
    Action(
        "documents",
        "Documents of the case",
        "See what is recorded of each, change it, or take one out.",
        "documents",
        aliases=("docs",),
    ),
    Action(
        "add",
        "Add documents",
        "Read files, or a folder of them, into the case.",
        "add",
        aliases=("add-document",),
        takes="[file or folder]",
    ),
    Action(
        "compare",
        "Compare versions",
        "A document beside what was written before it, sentence by sentence.",
        "compare",
        takes="[number]",
    ),
    Action(
        "timeline",
        "Timeline",
        "Documents, events and reviews due, by day.",
        "timeline",
    ),
    Action(
        "facts",
        "Facts of the case",
        "See every fact and change one.",
        "facts",
        takes="[fact]",
    ),
    Action(
        "review",
        "What is missing",
        "List what is open, for later, without a reason or at odds; each line goes there.",
        "review",
        ("ctrl+r",),
        ("open", "missing"),
        footer=True,
    ),
    Action(
        "scores",
        "Scores",
        "Headline, section and criterion, with counts; opens down to the answers.",
        "score",
        ("ctrl+o",),
        ("scores",),
        where="everywhere",
        footer=True,
    ),
    Action("log", "Log of the case", "Who recorded what, and when.", "log", aliases=("history",)),
    Action("finish", "Finish the case", "Lock the case and count it in the inspection.", "finish"),
    Action(
        "countersign",
        "Countersign the case",
        "Agree with a finished case, as a second person.",
        "countersign",
        aliases=("sign",),
    ),
    Action(
        "return",
        "Return the case",
        "Give a finished case back, open, with comments on it.",
        "return",
        takes="comments",
    ),
    Action(
        "reopen",
        "Reopen the case",
        "Open a finished case again; the reason goes into the log.",
        "reopen",
        takes="reason",
    ),
    Action(
        "export",
        "Export",
        "Write a checklist, a table or a complete record to a file, names masked.",
        "export",
        ("f2",),
        takes="[file]",
        where="everywhere",
    ),
    Action(
        "report",
        "Report of the inspection",
        "Read what is drafted from the cases, write what is not, and put it in a file.",
        "report",
        ("f3",),
        where="everywhere",
    ),
    Action(
        "copy",
        "Copy the question",
        "Copy question and answer to the clipboard.",
        "copy",
    ),
    Action(
        "home",
        "All cases",
        "Go back to the list of cases.",
        "home",
        aliases=("cases",),
        where="everywhere",
    ),
    Action(
        "new_case",
        "New case",
        "Add a case to the inspection.",
        "new",
        ("ctrl+n",),
        takes="[reference]",
        where="home",
        footer=True,
    ),
    Action(
        "new_inspection",
        "New inspection",
        "Begin an inspection: area, year, fieldwork dates.",
        "inspection",
        where="home",
    ),
    Action(
        "theme", "Change the colours", "Dark, light or high contrast.", "theme", where="everywhere"
    ),
    Action(
        "help",
        "Help",
        "How to answer, move about and finish.",
        "help",
        ("f1",),
        ("?",),
        where="everywhere",
        footer=True,
    ),
    Action("keys", "Keys", "Every key and command.", "keys", where="everywhere"),
    Action(
        "hide",
        "Hide everything",
        "Blank the screen at once; the passphrase brings it back, or Enter where there is none.",
        "hide",
        ("f12", "ctrl+backslash"),
        ("lock",),
        where="everywhere",
    ),
    Action(
        "palette",
        "Command palette",
        "Find anything by a few letters of its name.",
        "palette",
        ("ctrl+p",),
        where="everywhere",
    ),
    Action(
        "quit",
        "Leave",
        "Close the program. Everything is saved as it is typed.",
        "quit",
        ("ctrl+q",),
        ("q", "exit"),
        where="everywhere",
        footer=True,
    ),
)

BY_ID = {action.id: action for action in ACTIONS}


def offered(where: Where) -> tuple[Action, ...]:
    """The actions of a screen: its own and those found everywhere."""
    return tuple(a for a in ACTIONS if a.where in (where, "everywhere"))
