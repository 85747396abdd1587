"""The interview: one question pinned above the prompt, what was answered above it.

The screen shows what the case is and sends what is typed; it decides nothing. What is sent is done
one after another in the storage thread, and the next question is shown when the last answer is on
disk. Keys typed meanwhile stay in the prompt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from storage.errors import StorageError
from tui.screens.interview_commands import InterviewCommands
from tui.slash import complete
from tui.widgets.foot import Foot
from tui.widgets.notice import Notice
from tui.widgets.prompt import Prompt
from tui.widgets.question_pane import QuestionPane
from tui.widgets.side_panel import SidePanel
from tui.widgets.slash_menu import SlashMenu
from tui.widgets.status_line import StatusLine
from tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from domain.typed import Way
    from tui.app import CorecaseApp
    from tui.controller import Interview, Outcome
    from tui.screens.interview_state import Shown

    Choice = Callable[[Interview], Outcome]

T = TypeVar("T")
DRAFT_AFTER = 0.6  # seconds after the first key not yet kept
POLL_EVERY = 1.0
WIDE = 100


class InterviewScreen(InterviewCommands, Screen[None]):
    """Opens a case by its number in the database; frame and prompt are there before the case is."""

    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = "Prompt"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  (as Textual has it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", show=False),
        Binding("pageup", "scroll_talk(-1)", show=False),
        Binding("pagedown", "scroll_talk(1)", show=False),
    ]

    def __init__(self, case_id: int) -> None:
        super().__init__()
        self.case_id = case_id
        self.interview: Interview | None = None
        self.shown: Shown | None = None
        self._jobs: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._lines_waiting: list[str] = []
        self._busy = False
        self._draft_timer: Timer | None = None
        self._draft_trouble = ""
        self._unsaved_text: str | None = None
        self._choices: dict[str, Choice] = {}

    @property
    def house(self) -> CorecaseApp:
        return cast("CorecaseApp", self.app)

    def compose(self) -> ComposeResult:
        yield StatusLine(id="status")
        with Horizontal(id="middle"):
            with Vertical(id="talk"):
                yield Transcript(id="transcript")
                yield QuestionPane(id="question")
            yield SidePanel(id="context")
        yield Notice(id="notice")
        yield Static(id="trouble", markup=False)
        yield SlashMenu(id="menu")
        with Horizontal(id="entry"):
            yield Static(">", id="sign", markup=False)
            yield Prompt(id="prompt")
            yield Static(id="saved", markup=False)
        yield Static(id="hint", markup=False)
        yield Foot("case", id="foot")

    # Filled on mount: looked up at every key, so once is enough.
    def on_mount(self) -> None:
        self.prompt = self.query_one(Prompt)
        self.pane = self.query_one(QuestionPane)
        self.transcript = self.query_one(Transcript)
        self.notice = self.query_one(Notice)
        self.menu = self.query_one(SlashMenu)
        self.menu.display = False
        self.query_one("#trouble").display = False
        self.query_one("#hint", Static).update(Content("You can type already."), layout=False)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._run(), name="interview", exit_on_error=True)

    # -- one thing after another

    async def _run(self) -> None:
        """Open the case, then do what is asked for, in the order in which it was asked for."""
        try:
            await self._open()
        except StorageError as error:
            self.pane.show(None, f"This case could not be opened. {error}")
            self.hint("ctrl+q leaves; what is typed here is not kept.")
            return
        self.set_interval(POLL_EVERY, self._poll)
        while True:
            job = await self._jobs.get()
            self._busy = True
            try:
                await job()
            except StorageError as error:
                self.tell(str(error), sign="!")
            finally:
                self._busy = False

    async def _open(self) -> None:
        store = await self.house.store_ready()
        arguments = (store, self.case_id, self.house.who, self.house.clock)
        self.interview, shown = await self.house.in_store(_opened, *arguments)
        self.house.interview = self.interview
        self.shown = shown
        await self.show(shown)
        self._with_draft(shown)

    def ask(self, job: Callable[[], Awaitable[None]]) -> None:
        self._jobs.put_nowait(job)

    async def with_case(self, call: Callable[[Interview], T]) -> T:
        """Do something with the case in the storage thread, and show what the case is then."""
        from tui.screens.interview_state import done

        assert self.interview is not None
        result, shown = await self.house.in_store(done, self.interview, call)
        await self.show(shown)
        return cast("T", result)

    # -- showing

    async def show(self, shown: Shown) -> None:
        moved = self.shown is None or shown.step != self.shown.step
        self.shown = shown
        with self.app.batch_update():
            self.pane.show(shown.view, shown.words, reasons=self._reasons_wanted())
            self._show_status(shown)
            self.query_one(SidePanel).show(shown.context)
            self.hint(shown.view.hint if shown.view else "")
            await self.transcript.show(shown.turns)
        if moved:
            self._with_draft(shown)

    def _show_status(self, shown: Shown) -> None:
        status = shown.status
        self.query_one(StatusLine).show(
            status.case, status.criterion, status.progress, status.left
        )
        trouble = status.saved if status.trouble else self._draft_trouble
        banner = self.query_one("#trouble", Static)
        banner.display = bool(trouble)
        if trouble:
            banner.update(Content(trouble))
        self.query_one("#saved", Static).update(
            Content("NOT SAVED" if trouble else status.saved), layout=False
        )

    def hint(self, text: str) -> None:
        self.query_one("#hint", Static).update(Content(text), layout=False)

    def tell(
        self,
        text: str,
        choices: dict[str, tuple[str, Choice]] | None = None,
        *,
        sign: str = "?",
    ) -> None:
        """A sentence above the prompt; `choices` are keys with what they say and do."""
        choices = choices or {}
        self._choices = {key: call for key, (_, call) in choices.items()}
        self.prompt.choices = frozenset(choices)
        ways = [(key, label) for key, (label, _) in choices.items()]
        self.notice.tell(text, ways, sign=sign)

    def clear_notice(self) -> None:
        self._choices = {}
        self.prompt.choices = ()
        self.notice.clear()

    def _with_draft(self, shown: Shown) -> None:
        """The draft kept for this step, and after it whatever was typed in the meantime."""
        ahead = self.prompt.text
        if shown.draft and shown.draft != ahead:
            self.prompt.put(shown.draft + ahead)
        self._after_typing()

    def put_back(self, text: str) -> None:
        """Have `text` in the prompt again; lines sent after it, and keys since, follow it."""
        parts = [text, *self._lines_waiting, self.prompt.text]
        self._lines_waiting.clear()
        self.prompt.put("\n".join(part for part in parts if part))
        self._after_typing()

    # -- typing

    @on(Prompt.Typed)
    def _typed(self) -> None:
        if self._choices or self.notice.said:
            self.clear_notice()
        self._after_typing()
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_AFTER, self._draft_due)

    def _after_typing(self) -> None:
        self.pane.show_reasons(self._reasons_wanted())
        text = self.prompt.text
        naming = text.startswith("/") and not text.startswith("//") and " " not in text
        if naming and "\n" not in text:
            self.menu.offer(complete(text[1:], self.house.offered_here()))
        else:
            self.menu.shut()
        self.prompt.menu = self.menu.is_open

    def _reasons_wanted(self) -> bool:
        shown = self.shown
        if shown is None or shown.view is None:
            return False
        first = self.prompt.text[:40].casefold().replace(",", " ").split(None, 1)
        return shown.wants_reasons or bool(first and first[0] in shown.openers)

    async def _draft_due(self) -> None:
        self._draft_timer = None
        await self.keep()

    async def keep(self) -> None:
        """Have what is half typed on disk."""
        from tui.screens.interview_state import keep_draft

        text, shown = self.prompt.text, self.shown
        if self.interview is None or shown is None or shown.step is None:
            return
        if text.startswith("/") and not text.startswith("//"):
            text = ""
        try:
            await self.house.in_store(keep_draft, self.interview, shown.step, text)
            trouble = ""
        except StorageError as error:
            trouble = f"NOT SAVED: {error}"
        if trouble != self._draft_trouble:
            self._draft_trouble = trouble
            self._show_status(shown)

    @on(Prompt.MenuKey)
    def _menu_key(self, event: Prompt.MenuKey) -> None:
        action = self.menu.marked
        if event.key in ("up", "down"):
            self.menu.move(-1 if event.key == "up" else 1)
        elif action is None:
            self._send(self.prompt.text)
        elif event.key == "tab" or (action.takes and not action.takes.startswith("[")):
            self.prompt.put(f"/{action.slash} ")
            self._after_typing()
            self.hint(f"/{action.slash} {action.takes}   {action.help}")
        else:
            self._send(f"/{action.slash}")

    @on(Prompt.Sent)
    def _sent(self, event: Prompt.Sent) -> None:
        self._send(event.text)

    def _send(self, text: str) -> None:
        if self.interview is None:
            self.hint("The case is being opened; what you typed stays here.")
            return
        if self._choices and not text.strip():
            return
        self.clear_notice()
        self.prompt.put("")
        self._after_typing()
        self._lines_waiting.append(text)
        self.ask(self._take_line)

    async def _take_line(self) -> None:
        if not self._lines_waiting:
            return  # given back with a line before it
        text = self._lines_waiting.pop(0)
        await self.outcome(await self.with_case(lambda case: case.submit(text)))

    @on(Prompt.Chosen)
    def _chosen(self, event: Prompt.Chosen) -> None:
        call = self._choices.get(event.key)
        self.clear_notice()
        if call is None:
            return
        self.prompt.put("")
        self.ask(lambda: self.act(call))

    async def act(self, call: Choice) -> None:
        await self.outcome(await self.with_case(call))

    async def outcome(self, outcome: Outcome) -> None:
        """Show what came of a line or an intention."""
        if outcome.kind == "command" and outcome.command is not None:
            await self.command(outcome.command.name, outcome.command.rest)
            return
        if outcome.text:
            self.put_back(outcome.text)
        if outcome.kind == "asked":
            self.tell(outcome.say, {way.key: (way.label, _choosing(way)) for way in outcome.ways})
        elif outcome.kind == "confirm":
            self.tell(outcome.say, self._agreeing(outcome.text), sign="!")
        elif outcome.kind in ("refused", "not saved"):
            self._unsaved_text = outcome.text if outcome.kind == "not saved" else None
            self.tell(outcome.say, sign="!")
        elif outcome.say:
            self.tell(outcome.say, sign="i")

    def _agreeing(self, text: str) -> dict[str, tuple[str, Choice]]:
        from tui.screens.interview_state import left_alone

        return {
            "y": ("Yes, go on", lambda case: case.agree()),
            "n": ("No, leave it as it is", lambda _case: left_alone(text)),
        }

    # -- other windows, and a disk that was full

    async def _poll(self) -> None:
        if self._busy or self.interview is None or not self._jobs.empty():
            return
        from tui.screens.interview_state import seen_elsewhere

        try:
            told, shown = await self.house.in_store(
                seen_elsewhere, self.interview, self.prompt.text == self._unsaved_text
            )
        except StorageError:
            return  # the next answer will say so, and keep its text
        if shown is None or self._busy:
            return
        await self.show(shown)
        if told == "retried":
            self.prompt.put("")
            self.clear_notice()
        elif told:
            self.tell(told, sign="i")

    async def _on_resume(self) -> None:
        if self.interview is not None:
            await self.with_case(lambda _case: None)

    @on(ScreenResume)
    def _came_back(self, _event: ScreenResume) -> None:
        """Another screen may have changed the case."""
        if self.interview is not None:
            self.house.interview = self.interview
            self.ask(self._on_resume)

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        if self.is_mounted and hasattr(self, "pane"):
            self.pane.spare(max(3, (event.size.height - 8) * 2 // 3))

    # -- stepping back, scrolling

    async def action_step_back(self) -> None:
        """One level: menu, question back, panel, scrolled talk. It discards nothing."""
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
            self.hint("/home goes to the list of cases, ctrl+q leaves; all is saved.")

    def action_scroll_talk(self, pages: int) -> None:
        if pages < 0:
            self.transcript.scroll_page_up(animate=False)
        else:
            self.transcript.scroll_page_down(animate=False)

    def may_perform(self, action_id: str) -> bool:
        """Undo and redo belong to the text while something is typed."""
        return action_id not in ("undo", "redo") or not self.prompt.text


def _choosing(way: Way) -> Choice:
    return lambda case: case.choose(way)


def _opened(*arguments: Any) -> tuple[Interview, Shown]:
    # Imported in the storage thread: the rules of the case are not needed for the first paint.
    from tui.screens.interview_state import opened

    return opened(*arguments)
