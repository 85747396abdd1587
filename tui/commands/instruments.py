"""`corecase instrument`: the questions an inspection asks, shown and checked."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click
import msgspec

from domain.errors import InstrumentError
from domain.instrument import Instrument, Question
from domain.instrument_file import DEFAULT, load, load_packaged, packaged
from domain.wording import plural
from tui.commands.workplace import json_option
from tui.exit_status import Slip
from tui.printing import document, say, say_lines, wrapped


@click.group("instrument")
def instrument() -> None:
    """The questions that are asked, as data: show them, check a file of your own."""


@instrument.command("list")
@json_option
def list_(as_json: bool) -> None:
    """The instruments that come with the program."""
    instruments = [load_packaged(name) for name in packaged()]
    if as_json:
        document({"instruments": [_summary(one) for one in instruments]})
        return
    for one in instruments:
        say_lines(wrapped(f"{one.name}: {one.instrument.title}, {_size(one)}", indent="  "))


@instrument.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def check(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Read FILE as an instrument and name everything that is wrong with it."""
    try:
        one = load(file)
    except InstrumentError as error:
        if not as_json:
            raise
        document({"file": str(file), "ok": False, "problems": str(error).split("\n")})
        ctx.exit(2)
    if as_json:
        document({"file": str(file), "ok": True, "problems": []} | _summary(one))
    else:
        say(f"{file.name} is in order: {one.name}, {_size(one)}.")


@instrument.command("show")
@click.argument("question", required=False)
@click.option("--instrument", "name", metavar="NAME|FILE", default=DEFAULT, show_default=True)
@json_option
def show(question: str | None, name: str, as_json: bool) -> None:
    """Every question under its criterion, or all of one QUESTION."""
    one = named(name)
    if question is None and as_json:
        document(msgspec.to_builtins(one))
    elif question is None:
        say_lines(_contents(one))
    else:
        found = _found(one, question)
        if as_json:
            document(msgspec.to_builtins(found))
        else:
            say_lines(_in_full(one, found))


def named(name: str) -> Instrument:
    """An instrument by its packaged name, or from a file."""
    if name in packaged() or not Path(name).suffix:
        return load_packaged(name)
    return load(Path(name))


def _found(one: Instrument, name: str) -> Question:
    questions = {q.id.casefold(): q for q in one.questions}
    wanted = name.strip().casefold()
    if wanted in questions:
        return questions[wanted]
    near = get_close_matches(wanted, questions, n=3)
    hint = f"near it are {', '.join(near)}" if near else "without a number it lists them all"
    raise Slip(f"{one.name} has no question “{name}”; {hint}.")


def _summary(one: Instrument) -> dict[str, object]:
    return {
        "instrument": one.name,
        "title": one.instrument.title,
        "questions": len(one.questions),
        "facts": len(one.facts),
    }


def _size(one: Instrument) -> str:
    return f"{plural(len(one.questions), 'question')}, {plural(len(one.facts), 'fact')}"


def _contents(one: Instrument) -> list[str]:
    lines = [f"{one.name}: {one.instrument.title}"]
    for criterion in one.criteria:
        lines += ["", *wrapped(f"{criterion.id} {criterion.title}")]
        for question in one.questions:
            if question.criterion == criterion.id:
                lines += wrapped(f"{question.id} {question.text}", first="  ", indent="    ")
    return lines


def _in_full(one: Instrument, question: Question) -> list[str]:
    criterion = one.criterion[question.criterion]
    lines = wrapped(f"{question.id} {question.text}")
    themes = ", ".join(one.theme[t].title for t in question.themes)
    for label, text in (
        ("Criterion", f"{criterion.id} {criterion.title}"),
        ("Ask", question.ask),
        ("Look in", "; ".join(question.look_in)),
        ("Guidance", question.guidance),
        ("Documents", "; ".join(one.document[d].label for d in question.documents)),
        ("Applies", question.applies_text or "to every case"),
        ("Themes", f"{themes}{' (key question)' if question.key else ''}"),
        ("Rows", "; ".join(row.label for row in one.rows_of(question))),
        ("Answers", "; ".join(f"{j.key} {j.label}" for j in one.scale_of(question).judgements)),
    ):
        if text:
            lines += wrapped(f"{label}: {text}", first="  ", indent="    ")
    reasons = one.reasons_of(question)
    if reasons:
        lines.append("  Reasons:")
    for number, reason in enumerate(reasons, 1):
        text = f"{number} {reason.code}: {reason.text}"
        lines += wrapped(text, first="    ", indent="      ")
    return lines


COMMANDS = {"instrument": instrument}
