"""A user's own terms merge over the shipped ones; a broken file gives one plain sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Entry, GlossaryError, add_own_entry, load_glossary
from glossary.loader import SHIPPED_TERMS, parse, plain_tables


def own_file(folder: Path, text: str) -> Path:
    path = folder / "terms.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_term_is_added_and_says_so(tmp_path: Path) -> None:
    text = '[[entry]]\nterm = "NYOT"\nexpansion = "Norfolk YOT"\ndefinition = "Ours."\n'
    book = load_glossary(own_file(tmp_path, text))
    found = book.search("norfolk yot")[0]
    assert (found.entry.term, found.entry.origin) == ("NYOT", "own")


def test_an_own_entry_replaces_only_the_fields_it_gives(tmp_path: Path) -> None:
    book = load_glossary(own_file(tmp_path, '[[entry]]\nterm = "dto"\ndefinition = "Local."\n'))
    entry = book.entry("DTO")
    assert entry is not None
    assert entry.definition == "Local."
    assert entry.expansion == "Detention and training order"
    assert entry.origin == "own, in place of the shipped entry"
    assert len(book.entries) == len(load_glossary().entries)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "entry = []\n"])
def test_an_empty_file_changes_nothing(tmp_path: Path, text: str) -> None:
    assert load_glossary(own_file(tmp_path, text)).entries == load_glossary().entries


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[entry\n", "not valid TOML"),
        ('[entry]\nterm = "X"\n', "in two brackets"),
        ('term = "X"\n', "outside an entry"),
        ('[[entry]]\ndefinition = "X"\n', "has no term"),
        ('[[entry]]\nterm = "Newish"\n', "has no definition"),
        ('[[entry]]\nterm = "X"\nmeaning = "Y"\n', "unknown field 'meaning'"),
        ('[[entry]]\nterm = "X"\ndefinition = 5\n', "double quotes"),
        ('[[entry]]\nterm = "X"\ndefinition = "Y"\naliases = "Z"\n', "list of texts"),
        ('[[entry]]\nterm = "X"\ndefinition = "Y"\ncore = "yes"\n', "true or false"),
        (
            '[[entry]]\nterm = "X"\ndefinition = "Y"\n[[entry]]\nterm = "x"\ndefinition = "Y"',
            "twice",
        ),
        ("a = " + "[" * 5000, "not valid TOML"),
    ],
)
def test_a_broken_file_gives_one_plain_sentence(tmp_path: Path, text: str, says: str) -> None:
    path = own_file(tmp_path, text)
    with pytest.raises(GlossaryError) as caught:
        load_glossary(path)
    message = str(caught.value)
    assert says in message
    assert str(path) in message
    assert message.endswith(".")
    assert message.isprintable()


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="cannot be read"):
        load_glossary(tmp_path / "none.toml")
    with pytest.raises(GlossaryError, match="cannot be read"):
        load_glossary(tmp_path)
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe\x00t")
    with pytest.raises(GlossaryError, match="UTF-8"):
        load_glossary(path)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# mine\n\n[[entry]\n", "line 3"),
        ('# mine\n[[entry]]\nterm = "X"\ndefinition = "Y"\n\n[[entry]]\nterm = 5\n', "line 6"),
        ('# mine\nwhat = "X"\n', "line 2"),
        ('\n[ entry ]\nterm = "X"\n', "in two brackets"),
        ('entry = [\n  {term = "X"},\n]\n', "entry 1"),
        (
            '[[entry]]\nterm = "X"\ndefinition = "Y"\n[[entry]]\nterm = "x"\ndefinition = "Y"',
            "line 1 and line 4",
        ),
    ],
)
def test_the_line_is_named(tmp_path: Path, text: str, names: str) -> None:
    with pytest.raises(GlossaryError, match=names):
        load_glossary(own_file(tmp_path, text))


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(GlossaryError):
        parse(text, "a file", "own")


def test_control_characters_never_reach_an_entry() -> None:
    (entry,) = parse(
        '[[entry]]\nterm = "A\\u001bB"\ndefinition = "x\\u0007\\u202ey"\n', "a file", "own"
    )
    assert entry.term == "A B"
    assert entry.definition == "x y"


def test_an_added_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "new" / "terms.toml"
    entry = Entry("QZX", 'Say "so"', "A \\ path.", aliases=("q z",), related=("DTO",))
    add_own_entry(path, entry)
    add_own_entry(path, Entry("QZY", definition="Second."))
    read = load_glossary(path).entry("QZX")
    assert read is not None
    assert (read.expansion, read.definition, read.aliases, read.related, read.origin) == (
        *(entry.expansion, entry.definition, entry.aliases, entry.related),
        "own",
    )
    with pytest.raises(GlossaryError, match="already"):
        add_own_entry(path, entry)


def test_an_entry_that_could_not_be_read_again_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    for entry in (Entry("QZX"), Entry("", definition="No name.")):
        with pytest.raises(GlossaryError):
            add_own_entry(path, entry)
    assert not path.exists()


def test_loading_and_an_exact_look_up_bring_in_nothing_heavy() -> None:
    script = (
        "import sys, glossary\n"
        "assert not [m for m in sys.modules if m.startswith('glossary.')]\n"
        "glossary.load_glossary().search('DTO')\n"
        "heavy = {'textual', 'rapidfuzz', 'numpy', 'sqlmodel', 'msgspec', 'tui', 'domain'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-c", script], check=True, cwd=root, env=environment)


def test_shipped_file_is_read_as_tomllib_reads_it() -> None:
    text = SHIPPED_TERMS.read_text(encoding="utf-8")
    assert plain_tables(text) == tomllib.loads(text)["entry"]


@pytest.mark.parametrize(
    "text",
    [
        'term = "no table above"\n',
        '[[entry]]\nterm = "a"\nterm = "b"\n',
        "[[entry]]\nterm = 'single quotes'\n",
        '[[entry]]\naliases = [\n  "a",\n]\n',
    ],
)
def test_what_is_written_otherwise_is_left_to_tomllib(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        plain_tables(text)


def test_a_term_is_not_added_where_the_file_could_then_not_be_read(tmp_path: Path) -> None:
    path = own_file(tmp_path, 'entry = [{ term = "a1", definition = "b" }]\n')
    with pytest.raises(GlossaryError, match="cannot be added to"):
        add_own_entry(path, Entry("NYOT", definition="Ours."))
    assert path.read_text() == 'entry = [{ term = "a1", definition = "b" }]\n'
