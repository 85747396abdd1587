"""What happens to the open case by itself: other windows, a disk that was full, other screens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.events import ScreenResume

from storage.errors import StorageError
from tui.screens.interview_record import InterviewRecord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeVar

    from tui.controller import Interview, Outcome
    from tui.screens.interview_state import Shown

    T = TypeVar("T")

POLL_EVERY = 1.0


class InterviewMeanwhile(InterviewRecord):
    """Looks about while nothing is under way."""

    if TYPE_CHECKING:

        def soon(self, job: Callable[[], Awaitable[None]]) -> None: ...
        async def show(self, shown: Shown) -> None: ...
        async def outcome(self, outcome: Outcome) -> None: ...
        async def with_case(self, call: Callable[[Interview], T]) -> T: ...

    async def read_terms(self) -> None:
        """Have the glossary at hand, and mark its terms in the question that is shown."""
        from glossary import GlossaryError

        try:
            await asyncio.to_thread(self.house.terms.warm)
        except GlossaryError as error:
            self.house.say(str(error), "warning")
            return
        self.pane.mark(self.terms_of(self.shown.view if self.shown else None))

    async def _poll(self) -> None:
        if self.under_way() or self.interview is None:
            return
        from tui.screens.interview_state import seen_elsewhere

        unsaved = self.shown.unsaved if self.shown else None
        if self.draft_trouble and unsaved is None:
            await self.keep()
        if unsaved is not None and self.prompt.text == unsaved:
            self.soon(self._try_again)  # what is sent meanwhile comes after it
            return
        try:
            told, shown = await self.house.in_store(seen_elsewhere, self.interview)
        except StorageError:
            return  # the next answer will say so, and keep its text
        if shown is None or self.under_way():
            return
        await self.show(shown)
        if told:
            self.tell(told, sign="i")

    async def _try_again(self) -> None:
        """Try by itself to save the line that stands in the prompt."""
        from tui.screens.interview_state import done

        line = self.shown.unsaved if self.shown else None
        if self.interview is None or line is None or self.prompt.text != line:
            return
        retry = type(self.interview).retry
        outcome, shown = await self.house.in_store(done, self.interview, retry)
        told = self._saved_at_last(line) if outcome.kind == "saved" else ""
        await self.show(shown)
        if outcome.kind in ("refused", "confirm"):
            if self.prompt.text.startswith(line):
                self.prompt.put(self.prompt.text.removeprefix(line).lstrip())
            await self.outcome(outcome)
        elif told or (outcome.say and outcome.kind == "saved"):
            self.tell(f"{outcome.say} {told}".strip(), sign="i")

    def _saved_at_last(self, sent: str) -> str:
        """The line is on disk now; what was typed after it meanwhile stays, and is told."""
        self.draft_trouble = ""
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
            self.ask(self.look_again)

    async def look_again(self) -> None:
        await self.with_case(lambda _case: None)
