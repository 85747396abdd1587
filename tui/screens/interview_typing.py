"""What happens while text is typed and not yet sent: menu, reasons, and the draft kept on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from storage.errors import StorageError
from tui.screens.interview_frame import InterviewFrame
from tui.slash import complete
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.controller import Interview
    from tui.screens.interview_state import Shown

DRAFT_AFTER = 0.6  # seconds after the first key not yet kept
_AS_LINE = ("//", "/ ")  # beginnings that look like a command's and are none


class InterviewTyping(InterviewFrame):
    """The prompt of an open case. `interview` and `shown` are None until the case is open."""

    def __init__(self) -> None:
        super().__init__()
        self.interview: Interview | None = None
        self.shown: Shown | None = None
        self.draft_trouble = ""  # why the draft is not on disk
        self._draft_timer: Timer | None = None

    @on(Prompt.Typed)
    def _typed(self) -> None:
        if self.notice.said:
            self.clear_notice()
        self.after_typing()
        self.keep_soon()

    def after_typing(self) -> None:
        self.pane.show_reasons(self.reasons_wanted())
        text = self.prompt.text
        if text.startswith("/") and not text.startswith(_AS_LINE) and not set(text) & {" ", "\n"}:
            self.offer_commands(text)
        else:
            self.menu.shut()
        self.prompt.menu = self.menu.is_open

    def offer_commands(self, text: str) -> None:
        self.menu.offer(text, complete(text[1:], self.house.offered_here()))

    def reasons_wanted(self) -> bool:
        shown = self.shown
        if shown is None or shown.view is None:
            return False
        first = self.prompt.text[:40].casefold().replace(",", " ").split(None, 1)
        return shown.wants_reasons or bool(first and first[0] in shown.openers)

    def keep_soon(self) -> None:
        """Have what stands in the prompt on disk within a second."""
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_AFTER, self._draft_due)

    async def _draft_due(self) -> None:
        self._draft_timer = None
        await self.keep()

    async def keep(self) -> None:
        """Have what is half typed on disk."""
        await self.keep_text(self.prompt.text)

    async def keep_text(self, text: str) -> None:
        from tui.screens.interview_state import keep_draft

        shown = self.shown
        if self.interview is None or shown is None or shown.step is None:
            return
        if text.startswith("/") and not text.startswith(_AS_LINE):
            text = ""
        try:
            await self.house.in_store(keep_draft, self.interview, shown.step, text)
            trouble = ""
        except StorageError as error:
            trouble = f"NOT SAVED: {error}"
        if trouble != self.draft_trouble:
            self.draft_trouble = trouble
            self.place_status(shown.status, trouble)
