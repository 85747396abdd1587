"""The present question, pinned above the prompt so that it never scrolls away.

The pane is as high as the taller of its two faces, the question with what to ask and where to look,
and the question with its reasons: to turn from one to the other while a key is typed moves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.question_terms import QuestionTerms
from tui.widgets.paragraphs import (
    LABEL,
    NARROW,
    Paragraphs,
    hanging,
    in_columns,
    labelled,
    labelled_lines,
    rest_of,
)

if TYPE_CHECKING:
    from tui.viewmodel import FlagLine, OptionView, ReasonView, RowView, StepView

INDENT = 10
_Part = tuple[int, list[Content]]  # how soon it is given up when there is no room (higher: sooner)


class QuestionPane(Paragraphs):
    """`most` is how many lines the screen can spare; what matters least goes first."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view: StepView | None = None
        self.words = "Opening the case …"  # shown while there is no question
        self.reasons_shown = False
        self.flags: tuple[FlagLine, ...] = ()
        self.flags_key = ""  # that opens them
        self.most = self.at_most = 12
        self.terms = QuestionTerms()

    def show(
        self,
        view: StepView | None,
        words: str = "",
        *,
        reasons: bool = False,
        flags: tuple[FlagLine, ...] = (),
        flags_key: str = "",
    ) -> None:
        self.view, self.words, self.reasons_shown = view, words, reasons
        self.flags, self.flags_key = flags, flags_key
        self.lay_anew()

    def mark(self, terms: QuestionTerms) -> None:
        """Mark and number the terms of the question. Without another line nothing moves."""
        if terms != self.terms:
            width = self.content_size.width
            before = len(self.laid(width)) if self._laid else 0
            self.terms = terms
            self._laid.clear()
            self.lay_anew(layout=not before or len(self.laid(width)) != before)

    def show_reasons(self, shown: bool) -> None:
        """Turn to the face with the reasons, or back. Nothing moves."""
        if shown != self.reasons_shown and self.view is not None and self.view.reasons:
            self.reasons_shown = shown
            self.lay_anew(layout=False)

    def spare(self, most: int, at_most: int) -> None:
        """`at_most`: with what the talk gives up too, for choices that have to be seen."""
        if (most, at_most) != (self.most, self.at_most):
            self.most, self.at_most = most, at_most
            self.lay_anew()

    def lines(self, width: int) -> list[Content]:
        if self.view is None:
            return Content(self.words).wrap(width)
        faces = [self._fitted(self._face(width, reasons)) for reasons in (False, True)]
        shown = faces[self.reasons_shown]
        height = max(map(len, faces)) if self.view.reasons else len(shown)
        return shown + [Content("")] * (height - len(shown))

    def _face(self, width: int, reasons: bool) -> list[_Part]:
        view = self.view
        assert view is not None
        parts: list[_Part] = [(0, _title(view, self.terms, width)), (7, [Content("")])]
        if view.rows:
            parts += [(1, _rows(view.rows, width)), (7, [Content("")])]
        if view.options and view.step.startswith("fact:"):
            parts.append((1, _options(view.options, width, self.at_most - 3)))
        if reasons and view.reasons:
            return [*parts, (1, _reasons(view.reasons, width, self.at_most - 3))]
        ask = marked(view.ask, self.terms)
        look_in = Content(" · ").join([marked(place, self.terms) for place in view.look_in])
        documents = " · ".join(view.documents)
        return [
            *parts,
            (3, labelled("Ask", ask, width, INDENT)),
            (4, labelled("Look in", look_in, width, INDENT)),
            (5, labelled("Linked", documents, width, INDENT)),
            (2, [] if self._case_beside else _flags(self.flags, self.flags_key, width)),
            (4, labelled("Due", view.due, width, INDENT)),
            (6, labelled("Guide", view.guidance, width, INDENT)),
            (2, _given(view, width)),
        ]

    @property
    def _case_beside(self) -> bool:
        """Whether the flags stand in the panel beside the talk already."""
        return self.screen.has_class("-wide") and not self.screen.has_class("-panel")

    def _fitted(self, parts: list[_Part]) -> list[Content]:
        """Every part, less those given up first, until they fit."""
        kept = [part for part in parts if part[1]]
        while sum(len(lines) for _, lines in kept) > self.most:
            worst = max(kept, key=lambda part: part[0])
            if worst[0] < 2:
                break
            kept.remove(worst)
        lines = [line for _, part in kept for line in part]
        return rest_of(lines, max(self.at_most, 2), "… {} more lines; a larger window shows them")


def _title(view: StepView, terms: QuestionTerms, width: int) -> list[Content]:
    name = Content.styled(view.name, "bold $primary")
    return hanging(name, marked(view.text, terms).stylize("bold"), width, INDENT)


def marked(text: str, terms: QuestionTerms) -> Content:
    """A text with its terms underlined and their numbers, raised, behind them."""
    parts: list[Content | str] = []
    at = 0
    for mark in terms.of(text):
        term = Content.styled(text[mark.start : mark.end], "underline")
        parts += [text[at : mark.start], term, Content.styled(mark.sign, "$primary")]
        at = mark.end
    return Content.assemble(*parts, text[at:])


def _options(options: tuple[OptionView, ...], width: int, most: int) -> list[Content]:
    cells = [
        Content.assemble((option.key, "bold $primary"), " ", option.label) for option in options
    ]
    return in_columns(cells, width, INDENT, most=most)


def _reasons(reasons: tuple[ReasonView, ...], width: int, most: int) -> list[Content]:
    cells = [
        Content.assemble(
            (f"{reason.number:>2}", "bold $primary"),
            (" ✓ " if reason.chosen else "  ", "bold $primary"),
            reason.text,
        )
        for reason in reasons
    ]
    return in_columns(cells, width, INDENT - 1, most=most)


def _rows(rows: tuple[RowView, ...], width: int) -> list[Content]:
    """A compact table: number, row, answer; the answers stand under each other."""
    widest = max(Content(row.label).cell_length for row in rows)
    cells = []
    for row in rows:
        more = "".join(f" · {part}" for part in (row.reasons, row.note.replace("\n", " ")) if part)
        answer = (
            Content(row.answer.split(",")[0] + more) if row.answer else Content.styled("–", LABEL)
        )
        gap = " " * (widest - Content(row.label).cell_length + 2)
        cells.append(
            Content.assemble((f"{row.number:>2}", "bold $primary"), "  ", row.label, gap, answer)
        )
    return in_columns(cells, width, INDENT - 1)


def _flags(flags: tuple[FlagLine, ...], key: str, width: int) -> list[Content]:
    """Those to decide on, in one line if they fit, and the key to them."""
    told = [
        Content.assemble((flag.sign, "bold $warning"), " ", flag.text)
        for flag in flags
        if flag.undecided
    ]
    if not told:
        return []
    told += [Content.styled(key, LABEL)] if key else []
    return hanging(Content.styled("Flags", LABEL), Content("   ").join(told), width, INDENT)


def _given(view: StepView, width: int) -> list[Content]:
    """What is on record at this step already."""
    reasons = [reason.text for reason in view.reasons if reason.chosen]
    said = Content(" · ").join([Content.styled(view.answer, "bold"), *map(Content, reasons)])
    lines = hanging(Content.styled("Given", LABEL), said, width, INDENT) if view.answer else []
    bar = Content.styled("│ ", "$rule")
    for remark in view.note.split("\n") if view.note else []:
        room = max(width - INDENT - 2 if width >= NARROW else width - 2, 8)
        lines += [
            Content.assemble(bar, line).pad_left(INDENT if width >= NARROW else 0)
            for line in Content(remark).wrap(room)
        ]
    lines += labelled_lines("Good", view.example, width, INDENT)
    for number, place in enumerate(view.evidence, 1):
        lines += hanging(Content(""), Content.styled(f"@{number} {place}", LABEL), width, INDENT)
    return lines
