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
from textual.binding import Binding, BindingType
from textual.events import ScreenResume

from storage.errors import StorageError
from tui.screens.interview_commands import InterviewCommands
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from domain.typed import Way
    from tui.controller import Interview, Outcome
    from tui.screens.interview_state import Shown

    Choice = Callable[[Interview], Outcome]

T = TypeVar("T")
POLL_EVERY = 1.0


class InterviewScreen(InterviewCommands):
    """Opens a case by its number, or the one the app was started for.

    Frame and prompt are there before the database is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "step_back", show=False)]

    def __init__(self, case_id: int | None) -> None:
        super().__init__()
        self.case_id = case_id
        self._jobs: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._lines_waiting: list[str] = []
        self._busy = False
        self._unsaved_text: str | None = None
        self._choices: dict[str, Choice] = {}

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._run(), name="interview")

    def on_unmount(self) -> None:
        if self.house.interview is self.interview:
            self.house.interview = None

    # -- one thing after another

    async def _run(self) -> None:
        """Open the case, then do what is asked for, in the order in which it was asked for."""
        try:
            if not await self._open():
                return
        except StorageError as error:
            self.pane.show(None, f"This case could not be opened. {error}")
            self.hint("ctrl+q leaves. What is typed here is not kept.")
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

    async def _open(self) -> bool:
        """False when there is no such case and the app is ending."""
        case_id = self.case_id or await self.house.first_case()
        if case_id is None:
            return False
        store = await self.house.store_ready()
        arguments = (store, case_id, self.house.who, self.house.clock)
        self.interview, shown = await self.house.in_store(_opened, *arguments)
        self.house.interview = self.interview
        self.prompt.open = True
        await self.show(shown)
        return True

    def ask(self, job: Callable[[], Awaitable[None]]) -> None:
        """Have something done after everything asked for before it."""
        self._jobs.put_nowait(job)

    async def with_case(self, call: Callable[[Interview], T]) -> T:
        """Do something with the case in the storage thread, and show what the case is then."""
        from tui.screens.interview_state import done

        assert self.interview is not None
        result, shown = await self.house.in_store(done, self.interview, call)
        await self.show(shown)
        return cast("T", result)

    async def show(self, shown: Shown) -> None:
        moved = self.shown is None or shown.step != self.shown.step
        self.shown = shown
        await self.place(shown, reasons=self.reasons_wanted(), trouble=self.draft_trouble)
        if moved and shown.draft and shown.draft != self.prompt.text:
            self.prompt.put(shown.draft + self.prompt.text)  # what was typed meanwhile comes after
        self.after_typing()

    # -- what is sent

    @on(Prompt.MenuKey)
    def _menu_key(self, event: Prompt.MenuKey) -> None:
        if event.key in ("up", "down"):
            self.menu.move(-1 if event.key == "up" else 1)
            return
        if event.text != self.menu.typed:  # keys came faster than the menu followed
            self.offer_commands(event.text)
        action = self.menu.marked
        if action is None:
            self._send(event.text)
        elif event.key == "tab" or (action.takes and not action.takes.startswith("[")):
            since = "" if event.key == "tab" else self.prompt.text
            self.prompt.put(f"/{action.slash} {since}")
            self.after_typing()
            self.hint(f"/{action.slash} {action.takes}   {action.help}")
        else:
            self._send(f"/{action.slash}")

    @on(Prompt.Sent)
    def _sent(self, event: Prompt.Sent) -> None:
        self._send(event.text)

    @on(Prompt.TooEarly)
    def _too_early(self) -> None:
        self.hint("The case is being opened; what you typed stays here.")

    def _send(self, text: str) -> None:
        """Have a line taken that has left the prompt already."""
        self.clear_notice()
        self.after_typing()
        self._lines_waiting.append(text)
        before, step = self._unsaved_text, self.shown.step if self.shown else None
        if before is None:
            self.ask(self._take_line)
        else:
            self.ask(lambda: self._take_again(step, before))

    async def _take_line(self) -> None:
        if not self._lines_waiting:
            return  # given back with a line before it
        text = self._lines_waiting.pop(0)
        await self.outcome(await self.with_case(lambda case: case.submit(text)))

    async def _take_again(self, step: str | None, before: str) -> None:
        """A line for the question at which `before` was not on disk when it was sent."""
        from tui.screens.interview_state import sent_again

        if self._lines_waiting:
            await self.act(sent_again(step, before, self._lines_waiting.pop(0)))

    def put_back(self, text: str) -> None:
        """Have `text` in the prompt again; lines sent after it, and keys since, follow it."""
        parts = [text, *self._lines_waiting, self.prompt.text]
        self._lines_waiting.clear()
        self.prompt.put("\n".join(part for part in parts if part))
        self.after_typing()
        self.keep_soon()

    # -- what comes of it

    async def act(self, call: Choice) -> None:
        await self.outcome(await self.with_case(call))

    async def outcome(self, outcome: Outcome) -> None:
        """Show what came of a line or an intention."""
        if outcome.kind == "command" and outcome.command is not None:
            await self.command(outcome.command.name, outcome.command.rest)
            return
        if outcome.text:
            self.put_back(outcome.text)
        self._unsaved_text = outcome.text if outcome.kind == "not saved" else None
        if outcome.kind == "asked":
            ways = {way.key: (way.label, _choosing(way, outcome.text)) for way in outcome.ways}
            self._offer(outcome.say, ways, "?")
        elif outcome.kind == "confirm":
            self._offer(outcome.say, _agreeing(outcome.text), "!")
        elif outcome.say and outcome.kind != "not saved":  # that stands above the prompt by itself
            self.tell(outcome.say, sign="!" if outcome.kind == "refused" else "i")

    def _offer(self, text: str, ways: dict[str, tuple[str, Choice]], sign: str) -> None:
        self._choices = {key: call for key, (_, call) in ways.items()}
        self.tell(text, [(key, label) for key, (label, _) in ways.items()], sign=sign)

    @on(Prompt.Chosen)
    def _chosen(self, event: Prompt.Chosen) -> None:
        self.clear_notice()
        call = self._choices[event.key]
        self.ask(lambda: self.act(call))

    async def action_step_back(self) -> None:
        """One level back. Nothing is discarded."""
        if not await self.step_back():
            self.hint("/home goes to the list of cases, ctrl+q leaves; all is saved.")

    def may_perform(self, action_id: str) -> bool:
        """Undo and redo belong to the text while something is typed."""
        return action_id not in ("undo", "redo") or not self.prompt.text

    # -- other windows, a disk that was full, other screens

    async def _poll(self) -> None:
        if self._busy or self.interview is None or not self._jobs.empty():
            return
        from tui.screens.interview_state import seen_elsewhere

        sent = self._unsaved_text
        if self.draft_trouble and sent is None:
            await self.keep()
        again = self.prompt.text == sent
        try:
            told, shown = await self.house.in_store(seen_elsewhere, self.interview, again)
        except StorageError:
            return  # the next answer will say so, and keep its text
        if told == "retried":
            told = self._saved_at_last(sent or "")
        if shown is None or self._busy:
            return
        await self.show(shown)
        if told:
            self.tell(told, sign="i")

    def _saved_at_last(self, sent: str) -> str:
        """The line is on disk now; what was typed after it meanwhile stays, and is told."""
        self._unsaved_text, self.draft_trouble = None, ""
        self.clear_notice()
        if not self.prompt.text.startswith(sent):
            return ""
        since = self.prompt.text.removeprefix(sent).lstrip()
        self.prompt.put(since)
        return "Saved as it was sent. What you typed since is still here." if since else ""

    @on(ScreenResume)
    def _came_back(self) -> None:
        """Another screen may have changed the case."""
        if self.interview is not None:
            self.house.interview = self.interview
            self.ask(self._look_again)

    async def _look_again(self) -> None:
        await self.with_case(lambda _case: None)


def _choosing(way: Way, text: str) -> Choice:
    return lambda case: case.choose(way, text)


def _agreeing(text: str) -> dict[str, tuple[str, Choice]]:
    """The two answers to "this parks answers", neither of them a judgement's key."""
    from tui.screens.interview_state import left_alone

    return {
        "g": ("go on", lambda case: case.agree()),
        "k": ("keep things as they are", lambda _case: left_alone(text)),
    }


def _opened(*arguments: Any) -> tuple[Interview, Shown]:
    # Imported in the storage thread: the rules of the case are not needed for the first paint.
    from tui.screens.interview_state import opened

    return opened(*arguments)
