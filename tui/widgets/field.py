"""One line of a form: what is asked, where it is typed, and one sentence if it does not fit."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static


class Field(Vertical):
    """A labelled input. What was typed stays whatever is wrong with it.

    goes_on: what is typed first stands after the value there is, not in place of it.
    secret: dots are shown for what is typed.
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        hint: str = "",
        goes_on: bool = False,
        secret: bool = False,
    ) -> None:
        super().__init__(id=name)
        self._label, self._value, self._hint = label, value, hint
        self._goes_on, self._secret = goes_on, secret

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="field-label", markup=False)
        yield Input(
            self._value,
            compact=True,
            select_on_focus=not self._goes_on,
            password=self._secret,
        )
        yield Static(self._hint, classes="field-hint", markup=False)

    @property
    def input(self) -> Input:
        return self.query_one(Input)

    @property
    def text(self) -> str:
        return self.input.value.strip()

    def tell(self, problem: str) -> None:
        """Show what is wrong, or with "" the hint again."""
        self.set_class(bool(problem), "-wrong")
        said = f"! {problem}" if problem else self._hint
        self.query_one(".field-hint", Static).update(Content(said))

    def advise(self, advice: str) -> None:
        """Show a remark that does not stand in the way."""
        self.remove_class("-wrong")
        self.query_one(".field-hint", Static).update(Content(advice or self._hint))
