"""Keys of Textual's text field that a field of ours keeps; every other key is ours to give."""

from __future__ import annotations

from collections.abc import Collection

from textual.binding import Binding, BindingType
from textual.widgets import TextArea


def kept(own: Collection[str]) -> list[BindingType]:
    """The bindings of a text area cut down to these keys, and shown nowhere."""
    bindings: list[BindingType] = []
    for binding in TextArea.BINDINGS:
        assert isinstance(binding, Binding)
        keys = [key for key in binding.key.split(",") if key in own]
        if keys:
            bindings.append(Binding(",".join(keys), binding.action, show=False))
    return bindings
