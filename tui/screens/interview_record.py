"""The documents of the open case, and what is flagged in them, on the interview screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message

from tui.screens.interview_commands import InterviewCommands

if TYPE_CHECKING:
    from tui.controller import Interview


class InterviewRecord(InterviewCommands):
    """What is flagged follows the case as it changes; more of it is on screens one key away."""

    class Flagged(Message):
        """There are new findings, or word of why there are none."""

    if TYPE_CHECKING:

        def soon(self, job: Callable[[], Awaitable[None]]) -> None: ...
        async def look_again(self) -> None: ...

    def follow_flags(self, interview: Interview) -> None:
        """Be told whenever there are new findings in this case."""
        interview.flagging.listen(lambda: self.post_message(self.Flagged()))

    @on(Flagged)
    def _flagged(self) -> None:
        trouble = self.interview.flagging.trouble if self.interview else ""
        if trouble:
            self.hint(trouble)
        else:
            self.soon(self.look_again)

    def _open_screen(self, name: str, **arguments: Any) -> None:
        if self.interview is not None:
            self.house.open_screen(name, callback=self.go_to, interview=self.interview, **arguments)

    def do_flags(self) -> None:
        """Those of the question one stands at; of the whole case where it has none."""
        shown = self.shown
        flagged_here = shown is not None and bool(shown.context.flags)
        self._open_screen("flags", question=shown.step if shown and flagged_here else None)

    def do_documents(self) -> None:
        self._open_screen("documents")

    def do_add(self, rest: str) -> None:
        self._open_screen("add_documents", path=rest)

    def do_timeline(self) -> None:
        self._open_screen("timeline")

    def do_compare(self, rest: str) -> None:
        """A document by its number; without one the last of those that the question looks at."""
        from tui.viewmodel.documents import document_meant

        if self.interview is None:
            return
        step = self.shown.step if self.shown else None
        number = document_meant(self.interview.session, rest, step)
        if isinstance(number, str):
            self.tell(number, sign="!")
        else:
            self._open_screen("comparison", number=number)
