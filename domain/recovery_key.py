"""The recovery key: 160 bits as letters and digits that can be written by hand and read again.

Eight groups of four and a ninth that checks them, in an alphabet without I, L, O and U (Crockford's
base 32): 1 and I, 0 and O cannot be taken for one another, and no word comes about.
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256

from domain.errors import Refused

BYTES = 20
_GROUP = 4
_CHECK = 4  # letters: a slip of the pen goes unnoticed once in a million
_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_OURS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITTEN = str.maketrans(_STANDARD, _OURS)
_MISREAD = str.maketrans("OIL", "011")
_LETTERS = BYTES * 8 // 5 + _CHECK


def written(chance: bytes) -> str:
    """The key that these 20 random bytes make: `4T9K-...`, nine groups of four."""
    assert len(chance) == BYTES
    letters = base64.b32encode(chance).decode("ascii").translate(_WRITTEN)
    letters += _check(letters)
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def read(typed: str) -> str:
    """A key as it was written, from one typed in any case, grouping or with O for 0.

    Raises Refused, with what is wrong, for what cannot be one.
    """
    letters = re.sub(r"[\s\-–—._]", "", typed).upper().translate(_MISREAD)
    odd = next((letter for letter in letters if letter not in _OURS), "")
    if odd:
        raise Refused(f"“{odd}” is in no recovery key: look at that letter again.")
    if len(letters) != _LETTERS:
        raise Refused(
            f"A recovery key has {_LETTERS // _GROUP} groups of {_GROUP}, {_LETTERS} characters; "
            f"this has {len(letters)}."
        )
    if _check(letters[:-_CHECK]) != letters[-_CHECK:]:
        raise Refused("One of the characters is not as it was written: compare them once more.")
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def _check(letters: str) -> str:
    digest = sha256(letters.encode("ascii")).digest()
    return base64.b32encode(digest).decode("ascii").translate(_WRITTEN)[:_CHECK]
