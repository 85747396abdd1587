"""An instrument file with a fault is refused with the file, the place and the cure."""

from pathlib import Path

import pytest

from domain.errors import InstrumentError
from domain.instrument_file import from_json, load, load_packaged, parse, to_json
from tests.instruments import tiny

TEXT = (Path(__file__).parent.parent / "tiny.toml").read_text(encoding="utf-8")

A_FACT = """
[[facts]]
id = "extra"
group = "place"
label = "Extra"
ask = "What else?"
kind = "yes_no"
"""


def faults(old: str, new: str) -> list[str]:
    """The messages about the library when `old` stands as `new` in its file."""
    assert old in TEXT
    return messages(TEXT.replace(old, new, 1))


def messages(text: str) -> list[str]:
    with pytest.raises(InstrumentError) as caught:
        parse(text, "mine.toml")
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        # a name that is not there
        ('applies = { fact = "lends" }', 'applies = { fact = "lent" }', ("“B1.1”", "“lent”")),
        ('answer = "B1.1", is', 'answer = "B9.9", is', ("“B1.2”", "“B9.9”")),
        ('criterion = "A1"', 'criterion = "A9"', ("“A1.1”", "no criterion “A9”")),
        ('section = "B"', 'section = "C"', ("“B1”", "no section “C”")),
        ('themes = ["access"]', 'themes = ["axes"]', ("“A1.1”", "no theme “axes”")),
        ('reasons = ["faults"]', 'reasons = ["falts"]', ("“A1.1”", "no reason list “falts”")),
        ('documents = ["plan"]', 'documents = ["plans"]', ("“A1.1”", "no document “plans”")),
        ('due = "check"', 'due = "cheque"', ("“A1.1”", "no interval “cheque”")),
        ('rows = "shelves"\nasked', 'rows = "racks"\nasked', ("“stocked”", "no row set “racks”")),
        ('rows = "shelves"\nrow_', 'rows = "racks"\nrow_', ("“B1.3”", "no row set “racks”")),
        ('group = "place"', 'group = "where"', ("“opened”", "no fact group “where”")),
        ('later = "closed"', 'later = "shut"', ("check", "no fact “shut”")),
        ('start = "opened"', 'start = "begun"', ("interval “check”", "no fact “begun”")),
        ('look_at = "size"', 'look_at = "sighs"', ("at_odds “size”", "“sighs”")),
        ('differs_from = "size_w', 'differs_from = "nosize_w', ("“size”", "“nosize_worked_out”")),
        ('is = "large"', 'is = "huge"', ("“has_steps”", "“huge”", "large, small")),
        ('answer = "B1.1", is = "yes"', 'answer = "B1.1", is = "maybe"', ("“B1.2”", "“maybe”")),
        ('value = "yes"', 'value = "perhaps"', ("“has_steps”", "“perhaps”")),
        # the same name twice
        ('id = "A1.2"', 'id = "A1.1"', ("question “A1.1”", "stands twice")),
        ('id = "closed"', 'id = "opened"', ("fact “opened”", "stands twice")),
        ('id = "size_worked_out"', 'id = "size"', ("fact “size”", "stands twice")),
        ('id = "B1"', 'id = "A1"', ("criterion “A1”", "stands twice")),
        ('code = "copied"', 'code = "late"', ("“faults”", "“late”", "stands twice")),
        ('id = "history"', 'id = "fiction"', ("“shelves”", "“fiction”", "stands twice")),
        ('id = "large"', 'id = "small"', ("“size”", "“small”", "stands twice")),
        ('words = ["nei"]', 'words = ["na"]', ("“judgement”", "“na”", "stands twice")),
        ('key = "u"', 'key = "y"', ("“judgement”", "“y”", "stands twice")),
        # rules that wait for each other, or for what may never come
        ('applies = { fact = "lends" }', 'applies = { answer = "B1.2" }', ("rules", "B1.1 → B1.2")),
        ('applies = { fact = "lends" }', 'applies = { answer = "B1.1" }', ("rules", "B1.1 → B1.1")),
        ('applies = { fact = "lends" }', 'applies = { answer = "B1.3" }', ("“B1.1”", "grid B1.3")),
        ('applies = { fact = "lends" }', 'applies = { answer = "Z1.1" }', ("“B1.1”", "optional")),
        ('when = { fact = "size", d', 'when = { answer = "B1.3", d', ("“size”", "grid B1.3")),
        # bands
        ("at_least = 0", "at_least = 1", ("bands", "score of 0")),
        ("at_least = 50", "at_least = 150", ("bands", "150")),
        ("at_least = 50", "at_least = 0", ("bands", "go down")),
        # rules out of shape
        ('applies = { fact = "lends" }', "applies = {}", ("“B1.1”", "one of all, any")),
        ('applies = { fact = "lends" }', "applies = { all = [] }", ("“B1.1”", "at least one")),
        ('applies = { fact = "lends" }', 'applies = { is = "yes" }', ("“B1.1”", "one of all, any")),
        (
            'applies = { fact = "lends" }',
            'applies = { fact = "lends", answer = "A1.1" }',
            ("“B1.1”", "one of all, any"),
        ),
        (
            'applies = { fact = "lends" }',
            'applies = { fact = "lends", is = "yes", known = true }',
            ("“B1.1”", "compares once"),
        ),
        (
            'applies = { fact = "lends" }',
            'applies = { any = [{ fact = "lends" }], known = true }',
            ("“B1.1”", "beside a fact"),
        ),
        # comparisons with the wrong kind of fact
        ('fact = "lends" }', 'fact = "lends", has = "yes" }', ("“B1.1”", "has reads lends")),
        (
            'fact = "lends" }',
            'fact = "opened", at_least = 3 }',
            ("“B1.1”", "at_least reads opened"),
        ),
        ("has_row = true", "row_at_least = 2", ("“B1.3”", "row_at_least reads stocked")),
        ('earlier = "opened"', 'earlier = "size"', ("check", "“size” is no date")),
        ('start = "opened"', 'start = "size"', ("interval", "“size” is no date")),
        # scoring and grids
        (
            'key = true\nreasons = ["faults"]\ndue',
            "key = true\nscored = false\ndue",
            ("“A1.1”", "key"),
        ),
        ('rows = "shelves"\nrow_applies', "row_applies", ("“B1.3”", "row_applies without rows")),
        ('counts = "insufficient"', 'counts = "out"', ("scale cannot score",)),
        ('rows = "shelves"\nasked', "asked", ("“stocked”", "without choices")),
        ('kind = "choices"\nrows = "shelves"', 'kind = "scores"', ("“stocked”", "need rows")),
    ],
)
def test_each_fault_is_told_with_its_place_and_cure(
    old: str, new: str, words: tuple[str, ...]
) -> None:
    if 'counts = "insufficient"' in old:
        text = TEXT.replace(old, new)
        told = messages(text)
    else:
        told = faults(old, new)
    assert all(line.startswith("mine.toml, ") and line.endswith(".") for line in told)
    assert all(": " in line for line in told)
    assert any(all(word in line for word in words) for line in told), told


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('short = "Door"', 'shirt = "Door"', ("questions “A1.1”", "shirt")),
        ('text = "Is the door', 'txt = "Is the door', ("questions “A1.1”",)),
        ("key = true", 'key = "yes"', ("questions “A1.1”", "key", "bool")),
        ('kind = "date"', 'kind = "day"', ("facts “opened”", "kind", "day")),
        ('version = "0.1"', "version = 0.1", ("instrument", "version", "float")),
        ('id = "A1.1"\n', "", ("questions number 1", "id")),
        ('applies = { fact = "lends" }', 'applies = "lends"', ("questions “B1.1”", "applies")),
        ('fact = "lends" }', 'fact = "lends", iss = "yes" }', ("questions “B1.1”", "iss")),
        ('title = "The building"', "title = 3", ("sections “A”", "title")),
        ("[instrument]", "[instruments]", ("top level", "instrument")),
        ('unit = "working days"', 'unit = "weeks"', ("intervals “check”", "unit", "weeks")),
    ],
)
def test_a_wrong_key_or_type_is_told_with_the_entry_it_stands_in(
    old: str, new: str, words: tuple[str, ...]
) -> None:
    (told,) = faults(old, new)
    assert told.startswith("mine.toml, ")
    assert told.endswith("correct or remove it.")
    assert all(word in told for word in words), told


@pytest.mark.parametrize(
    "text", ["[[questions", 'a = "b', "a = 1\na = 2", "= 3", "a = " + "[" * 3000 + "]" * 3000]
)
def test_what_is_no_toml_is_told_with_the_file(text: str) -> None:
    (told,) = messages(text)
    assert told.startswith("mine.toml is n")
    assert told.endswith(".")


def test_several_faults_are_told_at_once() -> None:
    text = TEXT.replace('= ["plan"]', '= ["paln"]').replace('section = "B"', 'section = "C"')
    assert len(messages(text)) >= 3


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "old.toml"
    file.write_bytes('title = "Café"'.encode("latin-1"))
    with pytest.raises(InstrumentError, match=r"old\.toml is not plain UTF-8 text; save it"):
        load(file)


def test_a_mark_before_the_text_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "marked.toml"
    file.write_text(TEXT, encoding="utf-8-sig")
    assert load(file) == tiny()


@pytest.mark.parametrize("name", ["nowhere.toml", "."])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InstrumentError, match=r"cannot be opened .* check the name"):
        load(tmp_path / name)


def test_an_unknown_instrument_is_told_with_those_there_are() -> None:
    with pytest.raises(InstrumentError, match=r"no instrument “cci 9”; this program has cci 1\.0"):
        load_packaged("cci 9")


def test_an_instrument_kept_with_its_cases_comes_back_as_it_was() -> None:
    assert from_json(to_json(tiny())) == tiny()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"instrument": 3}', b"\xff"])
def test_a_damaged_one_is_told(data: bytes) -> None:
    with pytest.raises(InstrumentError, match="damaged"):
        from_json(data)


def test_a_further_fact_is_no_fault() -> None:
    assert parse(TEXT + A_FACT, "mine.toml").fact["extra"].label == "Extra"
