"""The errors a person meets, each one plain sentence: what, where, what to do."""

from __future__ import annotations


class CorecaseError(Exception):
    """A mistake or failure whose message is fit to be read by the person at the keyboard."""


class InstrumentError(CorecaseError):
    """An instrument file that cannot be used; the message names file, place and cure."""


class Refused(CorecaseError):
    """A step the interview does not take; nothing has changed and the typed text is kept."""
