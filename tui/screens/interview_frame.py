"""The parts of the interview screen and what stands in them; it knows nothing of what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from tui.question_terms import QuestionTerms, question_terms
from tui.widgets.foot import Foot
from tui.widgets.notice import Notice
from tui.widgets.prompt import Prompt
from tui.widgets.question_pane import QuestionPane
from tui.widgets.side_panel import SidePanel
from tui.widgets.slash_menu import SlashMenu
from tui.widgets.status_line import StatusLine
from tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from tui.app import CorecaseApp
    from tui.screens.interview_state import Shown
    from tui.viewmodel import StatusView, StepView

WIDE = 100  # columns from which the case stands beside the talk
_WELCOME = (
    "Type an answer and press Enter; it is saved before the next question comes. "
    "/ lists the commands, /help says how to answer."
)
_LEAST = 14  # lines below which there is room for the question only
_AROUND = 8  # lines of the screen that are neither talk nor question


WIDTHS = [(0, "-narrow"), (WIDE, "-wide")]
HEIGHTS = [(0, "-least"), (_LEAST, "-low"), (20, "-high"), (32, "-tall")]


class InterviewFrame(Screen[None]):
    """Status on top, talk left, case right, prompt below."""

    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = "Prompt"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_talk(-1)", show=False),
        Binding("pagedown", "scroll_talk(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        # Kept, because they are needed at every key.
        self.prompt = Prompt(id="prompt")
        self.pane = QuestionPane(id="question")
        self.transcript = Transcript(id="transcript")
        self.notice = Notice(id="notice")
        self.menu = SlashMenu(id="menu")

    @property
    def house(self) -> CorecaseApp:
        return cast("CorecaseApp", self.app)

    def compose(self) -> ComposeResult:
        yield StatusLine(id="status")
        with Horizontal(id="middle"):
            with Vertical(id="talk"):
                yield self.transcript
                yield self.pane
            yield SidePanel(id="context")
        yield self.notice
        yield Static(id="trouble", markup=False)
        yield self.menu
        with Horizontal(id="entry"):
            yield Static(">", id="sign", markup=False)
            yield self.prompt
            yield Static(id="saved", markup=False)
        yield Static("You can type already.", id="hint", markup=False)
        yield Foot("case", id="foot")

    # -- what stands where

    def on_mount(self) -> None:
        self.transcript.welcome(self.house.hint or _WELCOME)

    async def place(self, shown: Shown, *, reasons: bool, trouble: str) -> None:
        """Put one state of the case on the screen, all of it at once."""
        with self.app.batch_update():
            flags, key = shown.context.flags, self.house.key_of("flags")
            self.pane.show(shown.view, shown.words, reasons=reasons, flags=flags, flags_key=key)
            self.pane.mark(self.terms_of(shown.view))
            self.place_status(shown.status, trouble)
            self.query_one(SidePanel).show(shown.context, key)
            self._place_hint(shown)
            await self.transcript.show(shown.turns)

    def terms_of(self, view: StepView | None) -> QuestionTerms:
        """Terms of the glossary in a question; none until the glossary has been read."""
        glossary = self.house.terms.now
        return QuestionTerms() if glossary is None else question_terms(view, glossary.annotate)

    def place_status(self, status: StatusView, trouble: str) -> None:
        """`trouble`: what is not on disk, beside what the case itself says of that."""
        line = self.query_one(StatusLine)
        line.show(status.case, status.about, status.criterion, status.progress, status.left)
        trouble = status.saved if status.trouble else trouble
        banner = self.query_one("#trouble", Static)
        banner.display = bool(trouble)
        if trouble:
            banner.update(Content(trouble))
        saved = "NOT SAVED" if trouble else status.saved
        self.query_one("#saved", Static).update(Content(saved), layout=False)

    def _place_hint(self, shown: Shown) -> None:
        """What can be typed now, the keys in it marked."""
        view = shown.view
        hint = Content(view.hint if view else "")
        for option in view.options if view and not shown.wants_reasons else ():
            at = hint.plain.find(f"{option.key} {option.label.split(',')[0].lower()}")
            if at >= 0:
                hint = hint.stylize("bold $primary", at, at + len(option.key))
        self.query_one("#hint", Static).update(hint, layout=False)

    def hint(self, text: str) -> None:
        """A word on what can be done, in place of the line under the prompt."""
        self.query_one("#hint", Static).update(Content(text), layout=False)

    def tell(
        self, text: str, ways: Sequence[tuple[str, str]] = (), *, sign: str = "?", about: str = ""
    ) -> None:
        """A sentence above the prompt, with the keys that answer it. `about`: the text it is of."""
        self.prompt.choices, self.prompt.asked = frozenset(key for key, _ in ways), about
        self.notice.tell(text, ways, sign=sign)

    def clear_notice(self) -> None:
        self.prompt.choices = ()
        self.notice.clear()

    # -- moving about

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        height = event.size.height
        if height < _LEAST:
            self.pane.spare(max(3, height - 5), max(3, height - 5))
        else:
            self.pane.spare((height - _AROUND) // 2, height - _AROUND - 2)

    def action_scroll_talk(self, direction: int) -> None:
        self.transcript.page(direction)

    async def step_back(self) -> bool:
        """Close what is open on top of the question, one thing at a time; False when nothing is."""
        if self.menu.is_open:
            self.menu.shut()
            self.prompt.menu = False
        elif self.notice.said:
            self.clear_notice()
        elif self.has_class("-panel"):
            self.remove_class("-panel")
        elif not self.transcript.at_end:
            await self.transcript.to_end()
        else:
            return False
        return True
