"""A file of any readable kind opened, read within its limits, and told as a document."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

from domain.text_cleaning import clean
from storage.documents import plain
from storage.documents.document import Document, joined
from storage.documents.forms import Form, form_of
from storage.documents.limits import LARGEST_FILE, LONGEST_SECONDS, LONGEST_TEXT, MOST_PAGES
from storage.documents.trouble import sentence
from storage.errors import BadFile

PASTED = "pasted text"


def read_document(file: Path) -> Document:
    """The text of a file. Raises BadFile, one plain sentence, for any that cannot be taken."""
    return _read(_content(file), file.name)


def read_pasted(data: bytes) -> Document:
    """What was pasted or piped, read as a file without a name would be. Raises BadFile."""
    if len(data) > LARGEST_FILE:
        raise BadFile(sentence("large", PASTED))
    return _read(data, PASTED)


def _read(data: bytes, name: str) -> Document:
    form = form_of(data, name)
    pages = plain.pages_of(data) if form is Form.TEXT else _read_apart(form, data, name)
    if len(pages) > MOST_PAGES or sum(map(len, pages)) > LONGEST_TEXT:
        raise BadFile(sentence("pages", name))
    words = joined(pages)
    if not any(map(str.isalnum, words.text)):
        raise BadFile(sentence("empty", name))
    # A name of a file may hold what commands a terminal, and ends up in the log.
    return Document(clean(name, one_line=True), form.value, words, hashlib.sha256(data).hexdigest())


def _content(file: Path) -> bytes:
    try:
        about = file.stat()
        # A pipe or a device has no end, and opening it may wait for ever.
        if not stat.S_ISREG(about.st_mode):
            raise BadFile(f"{file} is a folder or no file: give the file of one document.")
        if about.st_size > LARGEST_FILE:
            raise BadFile(sentence("large", file.name))
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a name of a file"
        raise BadFile(f"{file} cannot be read ({why}): check the name.") from error
    if len(data) > LARGEST_FILE:
        raise BadFile(sentence("large", file.name))
    return data


def _read_apart(form: Form, data: bytes, name: str) -> list[str]:
    """The pages as the reader of that form tells them, in a process of its own."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "storage.documents.worker", form.value],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=LONGEST_SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadFile(sentence("slow", name)) from None
    try:
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except ValueError:
        answer = {}
    if "pages" not in answer:
        raise BadFile(sentence(str(answer.get("unreadable", "damaged")), name))
    return [str(page) for page in answer["pages"]]


def _environment() -> dict[str, str]:
    """The worker finds the modules that this process found, wherever it was started from."""
    paths = [path or str(Path.cwd()) for path in sys.path]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
