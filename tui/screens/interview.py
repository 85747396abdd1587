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

from storage.errors import StorageError
from tui.opening import STEADY
from tui.screens.interview_meanwhile import POLL_EVERY, InterviewMeanwhile
from tui.widgets.prompt import Place, Prompt

if TYPE_CHECKING:
    from domain.typed import Way
    from tui.controller import Interview, Outcome
    from tui.screens.interview_state import Shown

    Choice = Callable[[Interview], Outcome]


T = TypeVar("T")


class InterviewScreen(InterviewMeanwhile):
    """Opens a case by its number, or the one the app was started for.

    Frame and prompt are there before the database is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "step_back", show=False)]

    def __init__(self, case_id: int | None) -> None:
        super().__init__()
        self.case_id = case_id
        self._jobs: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._lines_waiting: list[tuple[str, Place | None]] = []
        self._busy = False
        self._placed = ""  # the draft in the prompt, as long as nobody has touched it
        self._choices: dict[str, Choice] = {}

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._run(), name="interview")

    def on_unmount(self) -> None:
        if self.house.interview is self.interview:
            self.house.interview = None
        if self.interview is not None:
            self.house.stands(self.interview.case_id)
            self.interview.flagging.leave()

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
                self._stand()

    async def _open(self) -> bool:
        """False when there is no such case to be opened here: the app ends, or asks first."""
        case_id = self.case_id or await self.house.first_case()
        if case_id is None:
            return False
        store = await self.house.store_ready()
        afresh = self.house.opens(case_id)
        arguments = (store, case_id, self.house.who, self.house.clock, afresh)
        interview, shown = await self.house.in_store(_opened, *arguments)
        self.interview = self.house.interview = interview
        self.follow_flags(interview)
        self.prompt.open = True
        await self.show(shown)
        if shown.comments:
            self.tell(shown.comments, sign="!")
        # Only when the question is painted: reading the terms in a thread would hold it up.
        self.call_after_refresh(lambda: self.run_worker(self.read_terms(), name="terms"))
        self.set_timer(STEADY, self._stands)
        return True

    def _stands(self) -> None:
        if self.interview is not None:
            self.house.stands(self.interview.case_id)

    def ask(self, job: Callable[[], Awaitable[None]]) -> None:
        """Have something done after everything asked for before it."""
        self.prompt.place = None
        self.soon(job)

    def soon(self, job: Callable[[], Awaitable[None]]) -> None:
        """The same for what changes nothing: a line sent still goes where it was typed."""
        self._jobs.put_nowait(job)

    def under_way(self) -> bool:
        return self._busy or not self._jobs.empty()

    def _stand(self) -> None:
        """When all is done: what is typed from here on is for the question that is shown."""
        if self.shown is not None and not self.under_way():
            self.prompt.place = Place(self.shown.step, self.shown.unsaved)
            self.bring_held()

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
        if moved:
            self._place_draft(shown.draft)
        self.after_typing()
        if self.interview is not None:
            self.interview.flagging.follow(self.interview.session)

    def _place_draft(self, draft: str) -> None:
        """The draft of a step that has come up waits while other text is typed or sent ahead."""
        if self._placed and self.prompt.text == self._placed:
            self.prompt.put("")
        self._placed = self._held = ""
        if self._lines_waiting or self.prompt.text:
            self._held = draft if draft != self.prompt.text else ""
        elif draft:
            self.prompt.put(draft)
            self._placed = draft
        if self.prompt.text:
            self.keep_soon()

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
            self._send(event.text, event.place)
        elif event.key == "tab" or (action.takes and not action.takes.startswith("[")):
            since = "" if event.key == "tab" else self.prompt.text
            self.prompt.put(f"/{action.slash} {since}")
            self.prompt.place = event.place
            self.after_typing()
            self.hint(f"/{action.slash} {action.takes}   {action.help}")
        else:
            self._send(f"/{action.slash}", event.place)

    @on(Prompt.Sent)
    def _sent(self, event: Prompt.Sent) -> None:
        self._send(event.text, event.place)

    @on(Prompt.TooEarly)
    def _too_early(self) -> None:
        self.hint("The case is being opened; what you typed stays here.")

    def _send(self, text: str, place: Place | None = None) -> None:
        """Have a line taken that has left the prompt already."""
        self.clear_notice()
        if not self.prompt.text:
            self.keep_no_more()
        self.after_typing()
        self._lines_waiting.append((text, place))
        self.ask(self._take_line)

    async def _take_line(self) -> None:
        if not self._lines_waiting:
            return  # given back with a line before it
        from tui.screens.interview_state import sent

        await self.act(sent(*self._lines_waiting.pop(0)))

    def put_back(self, text: str) -> None:
        """Have `text` in the prompt again; lines sent after it, and keys since, follow it."""
        parts = [text, *(line for line, _ in self._lines_waiting), self.prompt.text]
        self._lines_waiting.clear()
        self.prompt.put("\n".join(part for part in parts if part))
        self.after_typing()
        self.keep_soon()

    # -- what comes of it

    async def act(self, call: Choice) -> None:
        await self.outcome(await self.with_case(call))

    async def outcome(self, outcome: Outcome) -> None:
        """Show what came of a line or an intention."""
        self._stands()  # whoever can answer is past the opening
        if outcome.kind == "command" and outcome.command is not None:
            await self.command(outcome.command.name, outcome.command.rest)
            return
        if outcome.text:
            self.put_back(outcome.text)
            self.prompt.given = self.prompt.text
        if outcome.kind == "asked":
            ways = {way.key: (way.label, _choosing(way, outcome.text)) for way in outcome.ways}
            self._offer(outcome, ways, "?")
        elif outcome.kind == "confirm":
            self._offer(outcome, _agreeing(outcome.text), "!")
        elif outcome.say and outcome.kind != "not saved":  # that stands above the prompt by itself
            self.tell(outcome.say, sign="!" if outcome.kind == "refused" else "i")

    def _offer(self, outcome: Outcome, ways: dict[str, tuple[str, Choice]], sign: str) -> None:
        self._choices = {key: call for key, (_, call) in ways.items()}
        labels = [(key, label) for key, (label, _) in ways.items()]
        self.tell(outcome.say, labels, sign=sign, about=outcome.text)

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
