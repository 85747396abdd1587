"""`corecase score`: pooled counts and scores of an inspection or of one case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import click

from domain.answers import AnswerKey
from domain.instrument import Instrument
from domain.scoring import Counts, Score, Scores, as_json, counts_of, is_scored, score
from domain.wording import plural
from tui.commands.workplace import (
    assessor,
    inspection_option,
    json_option,
    opened_store,
    shown,
)
from tui.exit_status import Slip
from tui.printing import document, remark, say, say_lines, wrapped

if TYPE_CHECKING:
    from storage.records import Inspection
    from storage.store import Store


class _Given(NamedTuple):
    """One answer a score is made of."""

    case: str
    key: AnswerKey
    judgement: str
    standing: str
    reasons: tuple[str, ...]
    note: str
    who: str
    at: str


class _Scored(NamedTuple):
    """What was pooled: the whole inspection, or the one case `reference`."""

    inspection: Inspection
    instrument: Instrument
    scores: Scores
    cases: int
    reference: str = ""


@click.command("score")
@click.option("--case", "case", metavar="CASE", help="Only this case, finished or not.")
@inspection_option
@click.option("--open", "include_open", is_flag=True, help="Count open cases in too.")
@click.option("--questions", is_flag=True, help="Print each question's score as well.")
@click.option("--why", metavar="CODE", help="The answers behind one score.")
@json_option
def score_command(
    case: str | None,
    inspection: str | None,
    include_open: bool,
    questions: bool,
    why: str | None,
    as_json: bool,
) -> None:
    """Score an inspection from its finished cases, or one case by itself.

    A score is the share of applicable answers that are sufficient, pooled over all of them.
    """
    with opened_store() as store:
        if case is not None:
            scored, given = _one_case(store, case, inspection, why)
        else:
            scored, given = _whole(store, inspection, include_open, why)
    if why is not None:
        _tell_why(scored, why, given, as_json)
    elif as_json:
        document(_document(scored))
    else:
        _tell(scored, questions)


def _whole(
    store: Store, name: str | None, include_open: bool, why: str | None
) -> tuple[_Scored, list[_Given]]:
    inspection = store.find_inspection(name)
    instrument = store.instrument(inspection.id)
    lines = store.cases(inspection.id)
    finished = sum(line.finished for line in lines)
    unfinished = len(lines) - finished
    if unfinished and include_open:
        remark(f"{plural(unfinished, 'open case')} counted in: these scores will still move.")
    elif unfinished:
        remark(f"{plural(unfinished, 'open case')} left out; --open counts them in.")
    counts = store.counts(inspection.id, include_open=include_open)
    if why:
        told = {"answers": why}
        store.trail.looked_at(assessor(store, None), inspection_id=inspection.id, detail=told)
    given = [
        _Given(
            a.reference, a.key, a.judgement, a.standing, a.reasons, a.note, a.who, a.at.isoformat()
        )
        for a in (store.why(inspection.id, _behind(instrument, why), include_open) if why else ())
    ]
    cases = len(lines) if include_open else finished
    return _Scored(inspection, instrument, score(instrument, counts), cases), given


def _one_case(
    store: Store, reference: str, name: str | None, why: str | None
) -> tuple[_Scored, list[_Given]]:
    line = store.find_case(reference, name)
    session = shown(store, line.id)
    if not session.finished:
        remark(f"Case {session.reference} is open: these are its answers so far.")
    counts: Mapping[str, Counts] = counts_of(session.answers.values())
    behind = set(_behind(session.instrument, why)) if why else set()
    given = [
        _Given(
            session.reference, a.key, a.judgement, a.standing, a.reasons, a.note, a.who,
            a.at.isoformat(),
        )
        for a in session.answers.values()
        if a.key.question in behind
    ]  # fmt: skip
    inspection = store.inspection(line.inspection_id)
    scores = score(session.instrument, counts)
    return _Scored(inspection, session.instrument, scores, 1, session.reference), given


def _behind(instrument: Instrument, code: str) -> list[str]:
    """The questions that a score of that code pools. Raises Slip for an unknown code."""
    wanted = code.strip().casefold()
    scored = [q for q in instrument.questions if is_scored(instrument, q)]
    sections = {c.id: c.section for c in instrument.criteria}
    for pooled in (
        [q for q in scored if q.id.casefold() == wanted],
        [q for q in scored if q.criterion.casefold() == wanted],
        [q for q in scored if sections[q.criterion].casefold() == wanted],
        [q for q in scored if q.key and wanted in (theme.casefold() for theme in q.themes)],
    ):
        if pooled:
            return [q.id for q in pooled]
    themes = ", ".join(instrument.theme)
    raise Slip(
        f"Nothing scored is called “{code}”: give a question, criterion or section as score "
        f"prints it{f', or a theme ({themes})' if themes else ''}."
    )


def _document(scored: _Scored) -> dict[str, object]:
    return as_json(
        scored.scores,
        inspection=scored.inspection.name,
        instrument=scored.instrument.name,
        cases=scored.cases,
    )


def _tell(scored: _Scored, questions: bool) -> None:
    from tui.pages import scores as page

    cases = f"case {scored.reference}" if scored.reference else plural(scored.cases, "case")
    invented = "; its cases are invented" if scored.inspection.invented else ""
    say(f"{scored.inspection.name}, {cases}, {scored.instrument.name}{invented}")
    say()
    lines = page.lines_of(scored.instrument, scored.scores, questions=questions)
    say_lines(page.with_bars(lines))
    say()
    say_lines(
        wrapped(
            "Figures: per cent sufficient, counts, comment, and the interval in which the share "
            "of all such work lies with a likelihood of 95 in 100."
        )
    )


def _tell_why(scored: _Scored, code: str, given: Iterable[_Given], as_json: bool) -> None:
    order = {q.id: n for n, q in enumerate(scored.instrument.questions)}
    answers = sorted(given, key=lambda a: (order[a.key.question], a.key.row, a.case))
    if as_json:
        document({"code": code, "score": _pooled(answers), "answers": [_line(a) for a in answers]})
        return
    for answer in answers:
        row = f" {answer.key.row}" if answer.key.row else ""
        marks = f" ({answer.standing})" if answer.standing in ("parked", "out") else ""
        note = " ".join(answer.note.split())
        parts = [f"{answer.judgement}{marks}", ", ".join(answer.reasons), note, answer.who]
        told = " · ".join(part for part in parts if part)
        say_lines(wrapped(f"{answer.key.question}{row}  case {answer.case}: {told}", indent="    "))
    pooled = _pooled(answers)
    say(f"{pooled['sufficient']} of {pooled['applicable']} sufficient.")


def _pooled(answers: list[_Given]) -> dict[str, object]:
    sufficient = sum(a.standing == "sufficient" for a in answers)
    insufficient = sum(a.standing == "insufficient" for a in answers)
    pooled = Score(Counts(sufficient, insufficient), None)
    return {
        "sufficient": pooled.sufficient,
        "applicable": pooled.applicable,
        "score": pooled.percent,
    }


def _line(answer: _Given) -> dict[str, object]:
    return {
        "case": answer.case,
        "question": answer.key.question,
        "row": answer.key.row,
        "judgement": answer.judgement,
        "standing": answer.standing,
        "reasons": list(answer.reasons),
        "note": answer.note,
        "assessor": answer.who,
        "answered_at": answer.at,
    }


COMMANDS = {"score": score_command}
