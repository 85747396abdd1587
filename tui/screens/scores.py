"""Scores of a case or an inspection; Enter opens one down to its questions and their answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from domain.instrument import Instrument
from domain.interview import Session
from domain.scoring import Counts, Scores, counts_of, score
from domain.wording import plural
from storage.errors import StorageError
from storage.records import AnswerLine, Inspection, Size
from tui.score_rows import (
    QUESTION,
    AnswerRow,
    GivenAnswer,
    ScoreRow,
    answer_row,
    case_answers,
    in_words,
    overview,
    question_rows,
)
from tui.screens.house import HouseScreen
from tui.widgets.detail import Detail
from tui.widgets.key_line import KeyLine
from tui.widgets.pick_list import PickList, heading
from tui.widgets.rows import Row, plain
from tui.widgets.score_lines import answer_line, place_width, score_axis, score_line
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class Sample:
    """What was scored: one open case, or the cases of an inspection."""

    instrument: Instrument
    scores: Scores
    name: str
    told: str
    inspection: Inspection | None = None


@dataclass(slots=True)
class Level:
    """A list one has opened: its subject ("" for the overview), and the row that was marked."""

    subject: str
    name: str
    rows: list[ScoreRow] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)
    lines: list[AnswerLine] = field(default_factory=list)
    marked: str | None = None


class ScoresScreen(HouseScreen[str | None]):
    """`inspection_id`: the inspection to score; without one the open case, else the last one used.

    Dismissed with a question of the open case, or None.
    """

    CSS_PATH = "lists.tcss"
    NAME = "scores"
    HINTS = (("Enter", "open"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "leave", show=False),
        Binding("c", "turn_subject", "Case or inspection", tooltip="This case, or all of them."),
        Binding("o", "turn_open", "With open cases", tooltip="Count open cases too, or not."),
    ]

    def __init__(self, inspection_id: int | None = None) -> None:
        super().__init__()
        self._inspection_id = inspection_id
        self._include_open = False
        self._sample: Sample | None = None
        self._levels = [Level("", "Scores")]

    def compose(self) -> ComposeResult:
        yield TitleLine("Scores", "counting …")
        yield Static(classes="about", markup=False)
        yield PickList()
        yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(".about").display = False
        self.count()

    # -- counting

    @work(exclusive=True, group="count")
    async def count(self) -> None:
        """Count anew, and show the list one stands in with the new figures."""
        interview = self.house.interview
        try:
            if interview is not None and self._inspection_id is None:
                self._sample = _case_sample(interview.session)
            else:
                self._sample = await self._inspection_sample()
        except StorageError as trouble:
            self.query_one(TitleLine).show("Scores", str(trouble))
            return
        self._levels = [Level("", "Scores", overview(self._sample.instrument, self._sample.scores))]
        self._show()

    async def _inspection_sample(self) -> Sample:
        wanted, with_open = self._inspection_id, self._include_open
        inspection = await self.from_store(
            lambda store: store.find_inspection() if wanted is None else store.inspection(wanted)
        )
        self._inspection_id = inspection.id
        instrument, counts, sizes = await self.from_store(
            lambda store: (
                store.instrument(inspection.id),
                store.counts(inspection.id, include_open=with_open),
                store.sizes(),
            )
        )
        return _inspection_sample(
            inspection, instrument, counts, sizes.get(inspection.id, Size()), with_open
        )

    # -- showing

    @property
    def _level(self) -> Level:
        return self._levels[-1]

    def _show(self) -> None:
        sample, level = self._sample, self._level
        assert sample is not None
        path = " › ".join(step.name for step in self._levels[1:]) or "Scores"  # noqa: RUF001
        self.query_one(TitleLine).show(path, sample.name, sample.told)
        ticks = [band.at_least for band in sample.instrument.bands if band.at_least]
        if level.subject.startswith(QUESTION):
            widest = place_width(level.answers)
            rows = [Option(Row(answer_line(row, widest)), id=row.id) for row in level.answers]
        else:
            rows = self._score_rows(level, ticks)
        self.query_one(PickList).show_rows(rows or [heading(_NO_ANSWERS)], level.marked)
        if not rows:
            self.query_one(Detail).show(lambda _width: [])
        self.refresh_bindings()

    def _score_rows(self, level: Level, ticks: list[int]) -> list[Option]:
        rows: list[Option] = []
        kind = ""
        longest = {
            row.kind: max(cell_len(r.name) for r in level.rows if r.kind == row.kind)
            for row in level.rows
        }
        for row in level.rows:
            if not rows or (row.kind != kind and row.indent == 0):
                rows += [heading("")] if rows else [_axis(ticks)]
            kind = row.kind
            rows.append(Option(Row(score_line(row, ticks, longest[row.kind])), id=row.id))
        return rows

    @on(OptionList.OptionHighlighted)
    def _tell(self, event: OptionList.OptionHighlighted) -> None:
        level = self._level
        level.marked = event.option_id
        if level.subject.startswith(QUESTION):
            answer = next(row for row in level.answers if row.id == event.option_id)
            at = f"{answer.at.astimezone():%d %b %Y %H:%M}".lstrip("0")
            self._detail(f"{answer.place}: {answer.label}", answer.detail, f"{answer.who}, {at}")
            return
        row = next(row for row in level.rows if row.id == event.option_id)
        self._detail(row.name, self._meaning(row), *in_words(row.score))

    def _detail(self, first: str, *rest: str) -> None:
        lines = [plain(first, "bold"), *(plain(text, "$text-muted") for text in rest if text)]
        self.query_one(Detail).show(lambda width: [w for line in lines for w in line.wrap(width)])

    def _meaning(self, row: ScoreRow) -> str:
        assert self._sample is not None
        kind, _, subject = row.id.partition(" ")
        if kind == "criterion":
            return self._sample.instrument.criterion[subject].meaning
        if kind != QUESTION:
            return ""
        question = self._sample.instrument.question[subject]
        themes = [self._sample.instrument.theme[theme].short for theme in question.themes]
        key = f" Key question for {', '.join(themes)}." if question.key and themes else ""
        return question.text + key

    # -- what is pressed

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        sample, chosen = self._sample, event.option_id or ""
        if sample is None:
            return
        if self._level.subject.startswith(QUESTION):
            self._go(int(chosen))
            return
        row = next(row for row in self._level.rows if row.id == chosen)
        if row.kind == QUESTION:
            self._open_answers(row)
            return
        rows = question_rows(sample.instrument, sample.scores, chosen)
        self._levels.append(Level(chosen, row.name, rows))
        self._show()

    @work(exclusive=True, group="count")
    async def _open_answers(self, row: ScoreRow) -> None:
        """Down to the answers a question's score is made of."""
        sample, question = self._sample, row.id.partition(" ")[2]
        assert sample is not None
        level = Level(row.id, question)
        if sample.inspection is None:
            level.answers = case_answers(self.session, question)
        else:
            of, with_open = sample.inspection.id, self._include_open
            try:
                level.lines = await self.from_store(
                    partial(_looked_into, self.house.who, of, question, with_open)
                )
            except StorageError as trouble:
                self.house.say(str(trouble), "error")
                return
            level.answers = [
                answer_row(sample.instrument, _given(line), line.reference, number)
                for number, line in enumerate(level.lines)
            ]
        self._levels.append(level)
        self._show()

    def _go(self, number: int) -> None:
        """To the answer: the question of the open case, or the case it was given in."""
        if self._level.lines:
            self.house.open_interview(self._level.lines[number].case_id)
        else:
            self.dismiss(self._level.subject.partition(" ")[2])

    def action_leave(self) -> None:
        if len(self._levels) > 1:
            self._levels.pop()
            self._show()
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        of_inspection = self._sample is not None and self._sample.inspection is not None
        if action == "turn_open":
            return of_inspection
        if action == "turn_subject":
            return self.house.interview is not None
        return super().check_action(action, parameters)

    def action_turn_open(self) -> None:
        self._include_open = not self._include_open
        self.count()

    def action_turn_subject(self) -> None:
        """Between the open case and its inspection."""
        self._turn()

    @work(exclusive=True, group="turn")
    async def _turn(self) -> None:
        interview = self.house.interview
        if interview is None:
            return
        if self._inspection_id is None:
            line = await self.from_store(lambda store: store.case(interview.case_id))
            self._inspection_id = line.inspection_id
        else:
            self._inspection_id = None
        self.count()


_NO_ANSWERS = "No answer to this question yet."


def _axis(ticks: list[int]) -> Option:
    return Option(Row(score_axis(ticks)), disabled=True)


def _case_sample(session: Session) -> Sample:
    scores = score(session.instrument, counts_of(session.answers.values()))
    progress = session.progress
    told = f"{progress.answered} of {progress.due} answered"
    return Sample(session.instrument, scores, f"case {session.reference}", told)


def _inspection_sample(
    inspection: Inspection,
    instrument: Instrument,
    counts: dict[str, Counts],
    size: Size,
    with_open: bool,
) -> Sample:
    left = size.cases - size.finished
    told = f"{plural(size.finished, 'finished case')}"
    if with_open:
        told += f" and {left} still open"
    elif left:
        told += f", {left} open left out"
    return Sample(instrument, score(instrument, counts), inspection.name, told, inspection)


def _looked_into(
    who: str, inspection_id: int, question: str, with_open: bool, store: Store
) -> list[AnswerLine]:
    """The answers of all cases to a question, entered in the trail as read."""
    store.trail.looked_at(who, inspection_id=inspection_id, detail={"answers": question})
    return store.why(inspection_id, [question], with_open)


def _given(line: AnswerLine) -> GivenAnswer:
    return GivenAnswer(
        line.key, line.judgement, line.standing, line.reasons, line.note, line.who, line.at
    )
