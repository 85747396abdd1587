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
        self._held = ""  # a draft of this step that made way for other text

    @on(Prompt.Typed)
    def _typed(self) -> None:
        if self.notice.said:
            self.clear_notice()
        if not self.prompt.text:
            self.bring_held()
        self.after_typing()
        self.keep_soon()

    @on(Prompt.SetAside)
    async def _set_aside(self, event: Prompt.SetAside) -> None:
        await self.keep_text(event.text)
        self._held = event.text

    def bring_held(self) -> None:
        """Have the draft that made way in the prompt again, once that is empty."""
        if self._held and not self.prompt.text:
            self.prompt.put(self._held)
            self._held = ""

    def under_way(self) -> bool:
        """Whether something sent is not done yet."""
        return False

    def after_typing(self) -> None:
        self.pane.show_reasons(self.reasons_wanted())
        text = self.prompt.text
        if _is_command(text) and not set(text) & {" ", "\n"}:
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
        if self.under_way():
            self.keep_soon()  # where this text belongs is known when what was sent is done
        else:
            await self.keep()

    def keep_no_more(self) -> None:
        """What was in the prompt has left it, and is not to be kept as it was."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None

    async def keep(self) -> None:
        """Have what is half typed on disk."""
        await self.keep_text(self.prompt.text)

    async def keep_text(self, text: str, left: str | None = None) -> None:
        """Have `text` on disk for the present step, or for the one that is `left`."""
        from tui.screens.interview_state import keep_draft, leave_draft

        shown = self.shown
        if self.interview is None or shown is None or shown.step is None:
            return
        if _is_command(text) and (self._held or len(text.split(None, 1)) < 2):
            return  # the bare name of a command is soon typed again; an earlier draft is not
        if self._held and text != self._held:
            text = f"{text}\n{self._held}".strip()
        keep = leave_draft if left else keep_draft
        try:
            await self.house.in_store(keep, self.interview, left or shown.step, text)
            trouble = ""
        except StorageError as error:
            trouble = f"NOT SAVED: {error}"
        if trouble != self.draft_trouble:
            self.draft_trouble = trouble
            self.place_status(shown.status, trouble)


def _is_command(text: str) -> bool:
    return text.startswith("/") and not text.startswith(_AS_LINE)
