"""What every piece of an instrument is: read from a file, strict, never changed."""

from __future__ import annotations

import msgspec


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A piece of an instrument; a key the file has and the class has not is an error."""
