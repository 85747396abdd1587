"""`corecase score`."""

import pytest

from tests.tui.shell import Shell


@pytest.fixture
def scored(library: Shell) -> Shell:
    """Case 07 finished (4 of 6), case 08 open (1 of 1)."""
    for question, answer in (
        ("A1.1", "y"), ("A1.2", "n late"), ("B1.1", "y"), ("B1.2", "y"), ("B1.3", "yn"),
    ):  # fmt: skip
        library.ok("answer", "07", question, answer)
    library.ok("finish", "07")
    library.ok("case", "new", "08")
    library.ok("answer", "08", "A1.1", "y")
    return library


def test_json_has_the_keys_others_depend_on(scored: Shell) -> None:
    document = scored.json("score")
    assert list(document) == [
        "inspection", "instrument", "cases", "headline", "sections", "criteria", "questions",
    ]  # fmt: skip
    assert document["inspection"] == "Testshire 2012"
    assert document["instrument"] == "library 0.1"
    assert document["cases"] == 1
    assert document["headline"] == {
        "access": {
            "sufficient": 1,
            "applicable": 2,
            "score": 50,
            "comment": "FINE",
            "interval": [9.5, 90.5],
        }
    }
    assert list(document["sections"]) == ["A", "B"]
    assert list(document["criteria"]) == ["A1", "B1"]
    assert document["criteria"]["B1"]["sufficient"] == 3
    assert document["questions"]["B1.3"] == document["questions"]["B1.3"] | {
        "sufficient": 1,
        "applicable": 2,
    }


def test_a_case_by_itself(scored: Shell) -> None:
    one = scored.run("score", "--case", "08")
    assert "Case 08 is open" in one.stderr
    document = scored.json("score", "--case", "07")
    assert document == scored.json("score")
    nothing = scored.json("score", "--case", "08")["criteria"]["B1"]
    assert nothing == {
        "sufficient": 0,
        "applicable": 0,
        "score": None,
        "comment": None,
        "interval": None,
    }


def test_open_cases_only_when_asked_and_said_so(scored: Shell) -> None:
    assert "1 open case left out" in scored.run("score").stderr
    done = scored.run("score", "--open")
    assert "1 open case counted in" in done.stderr
    document = scored.json("score", "--open")
    assert (document["cases"], document["questions"]["A1.1"]["applicable"]) == (2, 2)


def test_text_has_bars_on_a_fixed_axis(scored: Shell) -> None:
    told = scored.ok("score", "--questions")
    bars = [line for line in told.splitlines() if "%" in line]
    assert {line.count("█") + line.count("░") for line in bars} == {16}
    assert max(map(len, told.splitlines())) <= 80
    assert "B1.2 Returns" in told
    assert "4 of 6" not in told
    assert "3 of 4" in told


@pytest.mark.parametrize(
    ("code", "questions"),
    [
        ("A1.2", ["A1.2"]),
        ("a1", ["A1.1", "A1.2"]),
        ("B", ["B1.1", "B1.2", "B1.3", "B1.3"]),
        ("access", ["A1.1", "A1.2"]),
    ],
)
def test_why_names_the_answers(scored: Shell, code: str, questions: list[str]) -> None:
    document = scored.json("score", "--why", code)
    assert [answer["question"] for answer in document["answers"]] == questions
    assert document == scored.json("score", "--why", code, "--case", "07")
    assert f"of {len(questions)} sufficient" in scored.ok("score", "--why", code)


def test_unknown_names(scored: Shell) -> None:
    assert "Nothing scored is called “Z1.1”" in scored.slip("score", "--why", "Z1.1")
    assert "There is no inspection “Atlantis”" in scored.slip("score", "--inspection", "Atlantis")
    assert "There is no case “99”" in scored.slip("score", "--case", "99")
