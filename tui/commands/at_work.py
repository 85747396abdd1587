"""Opening the app, the demonstration, and a case straight away."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storage.errors import NotSaved
from tui.clock import SystemClock
from tui.commands.workplace import assessor, by_option, inspection_option, opened_store
from tui.exit_status import MISTAKE, Failed, Slip
from tui.printing import remark, say, say_lines, wrapped

if TYPE_CHECKING:
    from storage.store import Store
    from tui.app import Begin


HINT = "Everything here is invented. Press enter to open the case on top; F1 tells how to answer."

STOPPED = (
    "The program stopped last time while this case was being opened. Your place in it, and what "
    "was half typed there, are passed over this once."
)


def open_app(*, begin: Begin | None = None, hint: str = "") -> None:
    """The full screen, on the case that `begin` finds or on the list of cases.

    Raises Slip without a terminal, and what `begin` raised.
    """
    refuse_without_terminal()
    from storage.places import Places
    from tui.app import CorecaseApp
    from tui.opening import Opening

    places = Places.from_environment()
    opening = Opening.begin(places)
    who = os.environ.get("CORECASE_ASSESSOR", "").strip()
    app = CorecaseApp(places, begin=begin, who=who, hint=hint, opening=opening)
    app.run()
    if app.refusal is not None:
        raise app.refusal
    if app.return_code:
        raise click.exceptions.Exit(app.return_code)


def refuse_without_terminal() -> None:
    if not _at_terminal():
        raise Slip("The app needs a terminal; `corecase interview CASE --plain` works without one.")


@click.command("demo")
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Only write it into this folder, ready for every other command.",
)
@click.option("--about", is_flag=True, help="Tell which figures are given and which chosen.")
def demo(home: Path | None, about: bool) -> None:
    """Open the demonstration: an invented inspection to look at and practise on.

    Without --home it is a throwaway copy, gone when you leave.
    """
    from storage.demonstration import given_and_chosen, write_demonstration

    if about:
        say_lines(wrapped(given_and_chosen()))
        return
    if home is not None:
        write_demonstration(home.absolute())
        say(f"The demonstration is in {home}; set CORECASE_HOME to that folder to use it.")
        return
    refuse_without_terminal()
    import tempfile

    with tempfile.TemporaryDirectory(prefix="corecase-demo-") as folder:
        write_demonstration(Path(folder))
        os.environ["CORECASE_HOME"] = folder
        os.environ.pop("CORECASE_DATABASE", None)
        open_app(hint=HINT)


@click.command("interview")
@click.argument("case")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, braille and pipes.")
@inspection_option
@by_option
@click.pass_context
def interview(
    ctx: click.Context, case: str, plain: bool, inspection: str | None, by: str | None
) -> None:
    """Go to the next question of CASE.

    Line by line of itself where there is no terminal, or one that cannot place its cursor.
    """

    def begin(store: Store) -> tuple[int, str]:
        line = store.find_case(case, inspection)
        who = assessor(store, by)
        if by is not None:
            with suppress(NotSaved):  # a case can be looked at where nothing can be saved
                store.remember_assessor(who)
        return line.id, who

    if plain or _is_plain_terminal():
        if sys.stdin is None:
            raise Slip("Standard input is closed, so no answer can be read: leave it open.")
        with opened_store() as store:
            _talk(ctx, store, *begin(store))
        return
    # The screen comes first: to look the case up takes longer than to paint it.
    open_app(begin=begin)


def _talk(ctx: click.Context, store: Store, case_id: int, who: str) -> None:
    from domain.errors import CorecaseError
    from storage.places import Places
    from tui.controller import Interview
    from tui.opening import Opening
    from tui.plain import Talk
    from tui.upkeep import keep_up

    opening = Opening.begin(Places.from_environment())
    try:
        afresh = opening.mark(case_id) and _told_of_last_time()
        interview = Interview.open(store, case_id, who, SystemClock(), afresh=afresh)
        talk = Talk(interview, sys.stdin, stands=opening.done)
        talk.run()
    except (CorecaseError, click.ClickException, click.Abort, click.exceptions.Exit):
        raise  # a sentence tells why: that is no fault
    except Exception:
        opening.let_go()
        raise
    finally:
        opening.done()
    for sentence in keep_up(store, SystemClock().today()):
        remark(sentence)
    if talk.not_saved:
        raise Failed(f"Not saved: {talk.not_saved}")
    if talk.not_taken and not sys.stdin.isatty():
        remark(talk.not_taken)
        ctx.exit(MISTAKE)


def _told_of_last_time() -> bool:
    """Say that the program stopped at this case, and go on, if nobody there is against it."""
    remark("\n".join(wrapped(STOPPED)))
    if sys.stdin.isatty() and not click.confirm("Open it again?", err=True):
        raise click.exceptions.Exit(0)
    return True


def _is_plain_terminal() -> bool:
    dumb = os.environ.get("TERM", "").casefold() == "dumb"
    return dumb or not _at_terminal()


def _at_terminal() -> bool:
    """Python has None for a stream that was closed before it began."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


COMMANDS = {"demo": demo, "interview": interview}
