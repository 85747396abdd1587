"""A process of its own that reads one file and ends: what hangs, crashes or swells does it here.

`python -m storage.documents.worker FORM` takes the file on standard input and writes one JSON
document, {"pages"} or {"unreadable"}, on standard output.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module

from storage.documents.forms import Form
from storage.documents.limits import LONGEST_SECONDS, LONGEST_TEXT, MOST_MEMORY
from storage.documents.trouble import Unreadable

_MODULES = {Form.HTML: "html", Form.RTF: "rtf", Form.DOCX: "docx", Form.ODT: "odt",
            Form.PDF: "pdf"}  # fmt: skip


def main(form: str) -> None:
    _limit()
    data = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_answer(Form(form), data)))


def _answer(form: Form, data: bytes) -> dict[str, object]:
    try:
        pages: list[str] = import_module(f"storage.documents.{_MODULES[form]}").pages_of(data)
    except Unreadable as trouble:
        return {"unreadable": trouble.args[0]}
    except MemoryError:
        return {"unreadable": "unpacks"}
    except Exception:
        # Whatever a reader stumbles over, the file is at fault; no word of it may be repeated.
        return {"unreadable": "damaged"}
    if sum(map(len, pages)) > LONGEST_TEXT:
        return {"unreadable": "pages"}
    return {"pages": pages}


def _limit() -> None:
    """Memory and time, where the system has such limits; the caller's clock holds everywhere."""
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = int(LONGEST_SECONDS) + 5  # so that the caller, who can say why, is first
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main(sys.argv[1])
