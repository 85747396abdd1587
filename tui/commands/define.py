"""`corecase define`: the glossary. It reads nothing but the terms, so that it answers at once."""

from __future__ import annotations

import sys
from typing import Any

import click

from domain.text_cleaning import clean
from glossary import Entry, Glossary
from glossary.entries import Match
from storage.places import Places
from tui.exit_status import Slip
from tui.pages import terms
from tui.printing import cut, document, remark, say_lines, wrapped
from tui.terms_at_hand import TermsAtHand


@click.command("define")
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--add", metavar="TERM", help="Add TERM to your own terms; asks for what is lacking.")
@click.option("--expansion", metavar="TEXT", help="What TERM stands for.")
@click.option("--definition", metavar="TEXT", help="What TERM means.")
@click.option("--alias", "aliases", multiple=True, metavar="TEXT", help="Another form of TERM.")
@click.option("--related", multiple=True, metavar="TERM", help="A term to see also.")
@click.option("--source", metavar="TEXT", help="Where the definition is from.")
def define(query: tuple[str, ...], as_json: bool, add: str | None, **given: Any) -> None:
    """Find QUERY in the glossary; without it, list every term by letter.

    A lone - reads queries from standard input and answers each with one line of JSON. With --add
    a term of your own is kept, which then comes before the shipped one of that name.
    """
    at_hand = TermsAtHand(Places.from_environment().home)
    if add is not None:
        if query or as_json:
            raise Slip("Give --add by itself, with the term in quotes: --add 'Panel report'.")
        _add(at_hand, add, given)
        return
    if any(given.values()):
        raise Slip("What a term means is only kept with --add TERM.")
    words = " ".join(query)
    glossary = at_hand.glossary()
    if at_hand.trouble:
        remark(at_hand.trouble)
    if query == ("-",):
        _answer_lines(glossary)
    elif not words.strip():
        _list_all(glossary, as_json)
    elif as_json:
        document(_answer(words, glossary.search(words)))
    else:
        _tell(glossary, words)


def _tell(glossary: Glossary, words: str) -> None:
    matches = glossary.search(words)
    if matches:
        say_lines(terms.found(matches))
    else:
        remark(terms.nothing(words, glossary.nearest(words)))


def _answer_lines(glossary: Glossary) -> None:
    if sys.stdin is None:
        raise Slip("Standard input is closed: give the query itself in place of -.")
    for line in sys.stdin:
        query = line.rstrip("\r\n")
        document(_answer(query, glossary.search(query)), one_line=True)
        sys.stdout.flush()


def _list_all(glossary: Glossary, as_json: bool) -> None:
    if as_json:
        document(_answer("", [Match(entry, "listed", 100.0) for entry in glossary.entries]))
    else:
        say_lines(terms.by_letter(glossary.entries))


def _answer(query: str, matches: list[Match]) -> dict[str, object]:
    return {
        "query": query,
        "matches": [
            {
                "term": match.entry.term,
                "expansion": match.entry.expansion,
                "definition": match.entry.definition,
                "how": match.how,
                "score": match.score,
            }
            for match in matches
        ],
    }


# -- a term of one's own


def _add(at_hand: TermsAtHand, add: str, given: dict[str, Any]) -> None:
    from glossary import add_own_entry
    from storage.places import make_private_folder

    term = clean(add, one_line=True)
    if not any(ch.isalnum() for ch in term):
        raise Slip("The term to add needs a letter or a digit in it.")
    glossary = at_hand.glossary()
    if at_hand.trouble:
        raise Slip(f"Nothing was added: {at_hand.trouble}")
    shipped = glossary.entry(term)
    fields: dict[str, Any] = {name: _cleaned(value) for name, value in given.items() if value}
    if not fields and _can_ask():
        fields = _asked(term, shipped)
    if shipped is None and not fields.get("definition"):
        raise Slip(f"“{cut(term)}” needs a meaning: give it with --definition.")
    if not fields:
        raise Slip(f"“{cut(term)}” is in the glossary; say with --definition what it means here.")
    make_private_folder(at_hand.own.parent)
    add_own_entry(at_hand.own, Entry(term, **fields))
    say_lines(wrapped(f"“{cut(term)}” is kept in {at_hand.own}."))
    added = at_hand.glossary().entry(term)
    say_lines(terms.entry(added) if added else [])


def _cleaned(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(clean(each, one_line=True) for each in value)
    return clean(value, one_line=True)


def _asked(term: str, shipped: Entry | None) -> dict[str, Any]:
    """What a person says when they are asked; Enter leaves a part out."""
    if shipped is not None:
        remark(f"{terms.short(shipped)} is in the glossary; Enter keeps what it says.")
    told: dict[str, Any] = {}
    for name, question in _QUESTIONS:
        said = clean(_one_line(f"{cut(term)}: {question}"), one_line=True)
        if said:
            parts = tuple(part.strip() for part in said.split(";") if part.strip())
            told[name] = parts if name in ("aliases", "related") else said
    return told


_QUESTIONS = (
    ("expansion", "What does it stand for? (Enter if for nothing)"),
    ("definition", "What does it mean?"),
    ("aliases", "Other forms of it? (; between them)"),
    ("related", "Terms to see also? (; between them)"),
    ("source", "Where is that from?"),
)


def _one_line(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True))


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


COMMANDS = {"define": define}
