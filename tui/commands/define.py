"""`corecase define`: the glossary. It reads nothing but the terms, so that it answers at once."""

from __future__ import annotations

import sys

import click

from glossary import Glossary, load_glossary
from glossary.entries import Match
from storage.places import Places
from tui.exit_status import Slip
from tui.pages import terms
from tui.printing import cut, document, remark, say_lines

OWN_TERMS = "glossary.toml"


def glossary_at_hand() -> Glossary:
    """The shipped terms, with those of the file `glossary.toml` in the data folder over them."""
    own = Places.from_environment().home / OWN_TERMS
    return load_glossary(own if own.is_file() else None)


@click.command("define")
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def define(query: tuple[str, ...], as_json: bool) -> None:
    """Find QUERY in the glossary; without it, list every term by letter.

    A lone - reads queries from standard input and answers each with one line of JSON.
    """
    words = " ".join(query)
    glossary = glossary_at_hand()
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
        return
    near = ", ".join(match.entry.term for match in glossary.nearest(words))
    hint = f"nearest to it: {near}" if near else "try fewer letters of it"
    remark(f"Nothing in the glossary fits “{cut(words)}”; {hint}.")


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


COMMANDS = {"define": define}
