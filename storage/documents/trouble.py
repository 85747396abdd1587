"""Why a file could not be read, as one plain sentence with the cure."""

from __future__ import annotations

from storage.documents.limits import LARGEST_FILE, LONGEST_SECONDS, MOST_PAGES

_SENTENCES = {
    "damaged": "{name} is damaged or not whole: get it anew from where it was written.",
    "locked": "{name} is locked with a password: save it without one and add that.",
    "scanned": "{name} holds pictures of pages and no text: have its text recognised (OCR), or "
    "add a note of what it says.",
    "empty": "{name} holds no text: choose the file that does.",
    "macros": "{name} is a Word template or has macros: save it as a plain DOCX and add that.",
    "unpacks": "{name} would unpack to far more than any document: it was not opened.",
    "entities": "{name} defines entities of its own, as no document needs: it was not read.",
    "pages": f"{{name}} has more than {MOST_PAGES:,} pages' worth of text: add the parts that "
    "matter.",
    "large": f"{{name}} is larger than {LARGEST_FILE >> 20} MB: add the parts that matter.",
    "slow": f"{{name}} took longer than {LONGEST_SECONDS:.0f} seconds to read: save it anew, or "
    "as plain text, and add that.",
}


class Unreadable(Exception):
    """A file that cannot be taken. `args[0]` names the reason."""


def sentence(reason: str, name: str) -> str:
    return _SENTENCES.get(reason, _SENTENCES["damaged"]).format(name=name)
