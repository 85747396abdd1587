"""What the commands and keys of an open case do on the interview screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.screens.interview_typing import InterviewTyping
from tui.slash import Unknown, find

if TYPE_CHECKING:
    from tui.controller import Interview, Outcome


class InterviewCommands(InterviewTyping):
    """The `do_...` of the table of actions, for a screen that holds an open case."""

    _typed_ahead = False

    if TYPE_CHECKING:

        def ask(self, job: Callable[[], Awaitable[None]]) -> None: ...
        async def act(self, call: Callable[[Interview], Outcome]) -> None: ...
        def put_back(self, text: str) -> None: ...

    async def command(self, name: str, rest: str) -> None:
        """A line that began with a slash; an unknown one stays in the prompt."""
        action = find(name)
        if isinstance(action, Unknown):
            self.put_back(f"/{name} {rest}".rstrip())
            self.tell(str(action), sign="!")
            return
        self._typed_ahead = True
        try:
            await self.house.perform(action.id, rest)
        finally:
            self._typed_ahead = False

    # -- moving about

    def _move(self, call: Callable[[Interview], Outcome]) -> None:
        """Leave this question for another; what is half typed here is kept for it.

        After a command that was sent, whatever stands in the prompt was typed for what comes next.
        """
        stands = self.shown is not None and self.shown.step is not None
        text = self.prompt.text if stands and not self._typed_ahead else ""
        place = self.prompt.place
        if text:
            self.prompt.put("")
            self.keep_no_more()
        self.clear_notice()

        async def job() -> None:
            shown = self.shown
            if text and not (place and text == place.unsaved and self._was_saved(text)):
                await self.keep_text(text, place.step if place else None)
                if self.draft_trouble:
                    self.put_back(text)  # what cannot be kept for later is not left behind
                    return
            await self.act(call)
            if text and shown and self.shown and self.shown.step == shown.step:
                self.put_back(text)  # nothing was left

        self.ask(job)

    def _was_saved(self, text: str) -> bool:
        return self.shown is not None and self.shown.unsaved != text

    def do_back(self) -> None:
        from tui.screens.interview_state import stepped

        self._move(stepped(lambda case: case.back(), "This is the first question."))

    def do_forward(self) -> None:
        from tui.screens.interview_state import stepped

        self._move(stepped(lambda case: case.forward(), "This is the last question."))

    def do_next(self) -> None:
        from tui.screens.interview_state import stepped

        self._move(stepped(lambda case: case.next(), ""))

    def do_go(self, rest: str) -> None:
        from tui.screens.interview_state import went_to

        if not rest:
            self.do_find("")
            return
        self._move(went_to(rest))

    def go_to(self, step: str | None) -> None:
        """Where another screen sent the person; None: nowhere."""
        if step:
            self.do_go(step)

    def do_find(self, rest: str) -> None:
        self.house.open_screen("find", callback=self.go_to, words=rest)

    def do_review(self) -> None:
        self.house.open_screen("review", callback=self.go_to)

    def do_facts(self, rest: str) -> None:
        """A list that holds something is changed in a field that has it, anything else asked."""
        if not rest:
            self.house.open_screen("facts", callback=self.go_to)
            return
        from tui.screens.interview_state import recorded_list

        fact = recorded_list(self.interview.session, rest) if self.interview else ""
        if fact:
            self.house.open_screen("change_fact", fact_id=fact)
        else:
            self.do_go(rest)

    def do_log(self) -> None:
        self.house.open_screen("log", callback=self.go_to)

    def do_context(self) -> None:
        self.toggle_class("-panel")

    def do_define(self, rest: str) -> None:
        """Look up what is named; else what is selected in the prompt, or the word at the cursor."""
        view = self.shown.view if self.shown else None
        about = f"{view.name}  {view.text}" if view else ""
        query = rest or ("" if self.menu.is_open else self.prompt.words_here(self.house.terms.now))
        self.house.open_screen("glossary", query=query, terms=self.pane.terms, about=about)

    # -- changing the case

    def _take(self, action_id: str, rest: str) -> None:
        from tui.screens.interview_state import commanded

        self.ask(lambda: self.act(commanded(action_id, rest)))

    def _take_and_move(self, action_id: str, rest: str = "") -> None:
        """What changes the case and leads to another question."""
        from tui.screens.interview_state import commanded

        self._move(commanded(action_id, rest))

    def do_later(self) -> None:
        self._take_and_move("later")

    def do_undo(self) -> None:
        self._take_and_move("undo")

    def do_redo(self) -> None:
        self._take_and_move("redo")

    def do_clear(self, rest: str) -> None:
        self._take("clear", rest)

    def do_reasons(self, rest: str) -> None:
        self._take("reasons", rest)

    def do_note(self, rest: str) -> None:
        """Without words: have the note there is in the prompt, to be rewritten."""
        view = self.shown.view if self.shown else None
        if rest or view is None or not view.note:
            self._take("note", rest)
        else:
            self.put_back(f"/note {view.note}")

    def do_good(self, rest: str) -> None:
        self._take("good", rest)

    def do_evidence(self, rest: str) -> None:
        self._take("evidence", rest)

    def do_drop(self, rest: str) -> None:
        self._take("drop", rest)

    def do_finish(self) -> None:
        self._take_and_move("finish")

    def do_countersign(self) -> None:
        self._take_and_move("countersign")

    def do_return(self, rest: str) -> None:
        self._take_and_move("return", rest)

    def do_reopen(self, rest: str) -> None:
        self._take_and_move("reopen", rest)

    # -- taking away with one

    async def do_export(self, rest: str) -> None:
        interview = self.interview
        if interview is None:
            return
        if not rest:
            self.house.open_screen("export")
            return
        from tui.screens.interview_state import exported

        self.tell("Writing …", sign="i")
        self.tell(await self.house.in_store(exported, interview, rest), sign="i")

    def do_copy(self) -> None:
        """Question and answer as text; where it went is said, for no terminal tells."""
        view = self.shown.view if self.shown else None
        if view is None:
            return
        parts = (f"{view.name} {view.text}", view.answer, view.note, *view.evidence)
        self.house.copy_to_clipboard("\n".join(part for part in parts if part))
        self.tell("Sent to the terminal's clipboard.", sign="i")
