"""What commands that write files share: the format, the marking, whether names stand in them."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from domain.report import MARKING
from domain.text_cleaning import clean
from tui.clock import SystemClock
from tui.commands.workplace import LONGEST_NAME, assessor
from tui.exit_status import Failed, Slip
from tui.printing import cut, remark

if TYPE_CHECKING:
    from storage.outgoing import Going
    from storage.store import Store

_WORD = "names"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a file that leaves the program."""

    with_names: bool
    why: str
    marking: str
    to: str

    def agreed(self) -> Asked:
        """The same once names in it were confirmed, with the reason given. Raises Slip."""
        if not self.with_names:
            if self.why:
                raise Slip("--why gives the reason for --with-names: give both, or neither.")
            return self
        why = self.why
        if not why:
            if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
                raise Slip('Names need a reason: --with-names --why "for the case conference".')
            remark("Everyone the case knows will be named in it, the child first.")
            typed = click.prompt(f"Type {_WORD} to go on", default="", show_default=False, err=True)
            if typed.strip().casefold() != _WORD:
                raise Slip("Nothing was written.")
            why = clean(click.prompt("What for", err=True), one_line=True)
        return Asked(True, why, self.marking, self.to)

    def going(self, store: Store, form: str, by: str | None, *, neutral: bool = False) -> Going:
        from storage.outgoing import Going

        return Going(
            form=form,
            who=assessor(store, by),
            made=SystemClock().now(),
            marking=self.marking,
            to=self.to,
            with_names=self.with_names,
            why=self.why,
            neutral=neutral,
        )


def is_terminal(stream: Any) -> bool:
    """Whether somebody sits at the other end of a stream."""
    return stream is not None and stream.isatty()


_MARKING = (
    click.option("--marking", metavar="TEXT", default=MARKING, help=f"In place of {MARKING}."),
    click.option("--to", metavar="WHO", default="", help="Who gets it; stands in the trail."),
)
_NAMES = (
    click.option("--with-names", is_flag=True, help="Mask no names; the trail tells so, and why."),
    click.option("--why", metavar="REASON", default="", help="What --with-names is for."),
)


def marking_options(function: Callable[..., None]) -> Callable[..., None]:
    """Gives a command --marking and --to, and what was asked as `asked`."""

    @functools.wraps(function)
    def gathered(
        *arguments: Any, marking: str, to: str, with_names: bool = False, why: str = "", **rest: Any
    ) -> None:
        asked = Asked(with_names, _line("why", why), _line("marking", marking), _line("to", to))
        if not asked.marking:
            raise Slip("The marking is empty: give one, or leave --marking out.")
        function(*arguments, asked=asked, **rest)

    return _with_options(gathered, _MARKING)


def going_options(function: Callable[..., None]) -> Callable[..., None]:
    """The same, and --with-names with its reason."""
    return _with_options(marking_options(function), _NAMES)


def _line(name: str, text: str) -> str:
    line = clean(text, one_line=True)
    if len(line) > LONGEST_NAME:
        raise Slip(f"--{name} is too long: {LONGEST_NAME} characters are the most.")
    return line


_Option = Callable[[Callable[..., None]], Callable[..., None]]


def _with_options(command: Callable[..., None], options: Sequence[_Option]) -> Callable[..., None]:
    for option in reversed(options):
        command = option(command)
    return command


def form_of(kind: str | None, file: str, forms: Sequence[str]) -> str:
    """The format asked for, or the one the file's name ends in. Raises Slip for any other."""
    wanted = (kind or Path(file).suffix.removeprefix(".")).casefold()
    ending = Path(file).suffix.removeprefix(".").casefold()
    if wanted in forms and ending in forms and ending != wanted:
        raise Slip(f"The file ends in .{ending}, but --format says {wanted}: make them the same.")
    if wanted in forms:
        return wanted
    listed = f"{', '.join(forms[:-1])} or {forms[-1]}"
    if not wanted:
        raise Slip(f"In which format? Say --format {listed}.")
    raise Slip(f"“{cut(wanted)}” is no format that is written here: choose {listed}.")


def is_folder(file: str) -> bool:
    """Whether a folder is meant: it ends like one, or there is one of that name."""
    return file.endswith(("/", "\\")) or Path(file).is_dir()


def made_folder(name: str) -> Path:
    """The folder of that name, made if need be. Raises Failed."""
    folder = Path(name).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failed(f"{folder} cannot be made ({error.strerror}): choose another.") from None
    return folder


def print_bytes(data: bytes) -> None:
    """The bytes of a file on standard output, as they are."""
    if sys.stdout is None:
        raise Failed("Standard output is closed: name a file with -o.")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
