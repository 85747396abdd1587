"""Two windows on one case: neither overwrites what the other saved, and each sees it."""

from __future__ import annotations

from pathlib import Path

from domain.answers import AnswerKey
from domain.events import Kind
from domain.interview import Session
from tests.campaigns.kept import session_in, sound, tables_agree
from tests.campaigns.sitting import FullScreen, LineByLine, Mode
from tests.standing import stands_at, typed, wait_for_step, wait_for_typed
from tests.terminal import Terminal, corecase


def opened(home: Path, who: str, mode: Mode | None = None) -> Terminal:
    plain = ["--plain"] if isinstance(mode, LineByLine) else []
    return corecase("interview", "07", "--by", who, *plain, home=home, size=(96, 36))


def go(window: Terminal, session: Session, step: str) -> None:
    window.wait_for(lambda: stands_at(window, session, session.next_step()), what="the case")
    window.enter(f"/go {step}")
    wait_for_step(window, session, step)


def test_both_answer_the_same_question(home: Path) -> None:
    """The second is told whose answer is there; sent once more, its own is put in its place."""
    session = session_in(home)
    step = "2.1.05"
    key = AnswerKey(step)
    with opened(home, "A.W.") as one, opened(home, "B.X.") as other:
        for window in (one, other):
            go(window, session, step)
        other.write("u not seen")
        wait_for_typed(other, "u not seen")
        one.enter("y it was seen")
        one.wait_for(lambda: not stands_at(one, session, step), what="the next question")
        other.wait_for(lambda: other.shows("A.W. recorded in another window: 2.1.05"))
        assert typed(other) == "u not seen"
        assert session_in(home).judged[key] == "yes"
        other.enter()
        other.wait_for(lambda: session_in(home).judged[key] == "nei", what="the second answer")
        one.wait_for(lambda: one.shows("B.X. recorded in another window: 2.1.05"))
    log = session_in(home)
    judged = [(e.who, e.new) for e in log.events if e.slot == (Kind.JUDGEMENT, step, "")]
    assert judged == [("A.W.", "yes"), ("B.X.", "nei")]
    assert log.note(key).split("\n") == ["it was seen", "not seen"]
    assert sound(home)
    assert tables_agree(home)


def test_both_answer_at_the_same_moment(home: Path) -> None:
    """Whoever is second by a hair has not seen the first answer: theirs is not taken unasked."""
    session = session_in(home)
    key = AnswerKey("2.1.05")
    with opened(home, "A.W.") as one, opened(home, "B.X.") as other:
        for window in (one, other):
            go(window, session, "2.1.05")
        for window, line in ((one, "y"), (other, "u")):
            window.write(line)
            wait_for_typed(window, line)
        for window in (one, other):
            window.enter()
        one.wait_for(lambda: key in session_in(home).judged, what="an answer")
        first = session_in(home).judged[key]
        late = other if first == "yes" else one
        late.wait_for(lambda: late.shows("answered this in another window"))
        wait_for_typed(late, "u" if late is other else "y")
        assert session_in(home).judged[key] == first
    assert tables_agree(home)


def test_answers_to_different_questions_are_both_kept(home: Path) -> None:
    session = session_in(home)
    with opened(home, "A.W.") as one, opened(home, "B.X.") as other:
        for window, step in ((one, "2.1.05"), (other, "2.1.06")):
            go(window, session, step)
            window.write("y")
            wait_for_typed(window, "y")
        one.enter()
        other.enter()
        other.wait_for(
            lambda: {AnswerKey("2.1.05"), AnswerKey("2.1.06")} <= set(session_in(home).judged),
            what="both answers",
        )
        one.wait_for(lambda: one.shows("B.X. recorded in another window: 2.1.06"))
    assert tables_agree(home)


def test_line_mode_sees_what_the_full_screen_saved(home: Path) -> None:
    session = session_in(home)
    step = session.next_step()
    assert step is not None
    with opened(home, "A.W.", LineByLine()) as lines, opened(home, "B.X.", FullScreen()) as full:
        lines.wait_for(lambda: LineByLine().shows(lines, session, step))
        full.wait_for(lambda: stands_at(full, session, step))
        full.enter("y")
        full.wait_for(lambda: not stands_at(full, session, step), what="the next question")
        lines.enter("n")
        lines.wait_for("B.X.")
    assert tables_agree(home)
    assert sound(home)
