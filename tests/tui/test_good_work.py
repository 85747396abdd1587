"""Examples of good work: put down at a question, shown beside its note, taken back again."""

from pathlib import Path

from tests.tui.house import seen
from tests.tui.opened_case import FACTS, at_desk, new_case
from tests.tui.shell import Shell


def log_of(shell: Shell) -> list[tuple[object, object]]:
    events = shell.json("log", "07")["events"]
    return [(event["subject"], event["new"]) for event in events if event["kind"] == "example"]


def test_a_command_puts_good_work_down_and_another_takes_it_back(library: Shell) -> None:
    assert "Good work: He drew it" in library.ok("good", "07", "A1.1", "He drew it")
    assert "He drew it / She came" in library.ok("good", "07", "A1.1", "She came")
    assert "A1.1 good work: He drew it" in library.ok("log", "07")
    assert "She came" not in library.ok("undo", "07")
    assert "Good work" not in library.ok("good", "07", "A1.1", "", "--replace")
    assert [new for _, new in log_of(library)] == [
        "He drew it",
        "He drew it\nShe came",
        "He drew it",
        None,
    ]
    assert "what was done well" in library.slip("good", "07", "A1.1", " ")
    assert "no question" in library.slip("good", "07", "Z9", "words").lower()


def test_the_line_mode_puts_good_work_down_and_reads_it_out(library: Shell) -> None:
    typed = "/good He drew it\n/good She came\n/good\n/again\n/good -\n/good\n"
    done = library.run("interview", "07", "--plain", typed=typed)
    assert done.exit_code == 2
    assert "He drew it\nShe came" in done.stdout
    assert "So far: open. Good work: He drew it / She came" in done.stdout
    assert "Say after it what was done well" in done.stdout
    assert log_of(library)[-1] == ("A1.1", None)


async def test_the_screen_shows_good_work_in_the_talk_and_at_the_question(tmp_path: Path) -> None:
    case = new_case(tmp_path / "home", *FACTS)
    async with at_desk(case) as desk:
        await desk.send("/good He drew it [b]himself[/b]")
        await desk.until(lambda: case.session().example("A1.1") == "He drew it [b]himself[/b]")
        assert desk.step == "A1.1"
        await desk.until(lambda: seen(desk.app).count("Good      He drew it [b]himself[/b]") == 2)
        await desk.send("/undo")
        await desk.until(lambda: "Good      " not in seen(desk.app))
        assert case.session().example("A1.1") == ""


def test_what_ends_in_a_full_stop_is_told_with_one(library: Shell) -> None:
    library.ok("good", "07", "A1.1", "He drew it.")
    assert "Good work: He drew it. Evidence:" in library.ok("evidence", "07", "A1.1", "RoSH, p 3")
