"""Whether documents, their texts and decisions on flags that come from a file can be taken.

Only what this program writes itself is: in its own form, of a size that it would have read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from domain.documents import DocumentText, Moment, NewDocument
from domain.events import Slot, Value
from domain.flags.flag import Verdict, decided_of
from domain.instrument import Instrument
from domain.text_cleaning import clean
from storage.documents.limits import LONGEST_TEXT, MOST_PAGES

_LONGEST_NAME = 200  # characters of a name of a file or a person
_YEARS = range(1900, 2200)
_HASH = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_FLAG_KEY = re.compile(r"[0-9a-f]{16}")
_EVIDENCE = {"document", "page", "quote"}


def text_of(key: str, text: str, pages: tuple[int, ...]) -> DocumentText:
    """A text from a file, as it is kept. Raises ValueError, ending a sentence with what is wrong.

    What is cleaned of it takes its key away, so that nothing but what was read can come in.
    """
    if len(text) > LONGEST_TEXT or len(pages) > MOST_PAGES:
        raise ValueError("is longer than any document this program reads")
    in_order = pages[:1] == (0,) and all(one < next_ for one, next_ in pairwise(pages))
    if not in_order or pages[-1] > len(text):
        raise ValueError("has pages that are not in order")
    words = DocumentText(clean(text), pages)
    if words.key != key:
        raise ValueError("has been altered")
    return words


def is_document_slot(slot: Slot) -> bool:
    return not slot.row and bool(_NUMBER.fullmatch(slot.subject))


def is_flag_slot(slot: Slot) -> bool:
    return not slot.row and bool(_FLAG_KEY.fullmatch(slot.subject))


def is_document(_slot: Slot, value: Value, instrument: Instrument) -> bool:
    """Whether this is what the program records of a document of the instrument."""
    try:
        new = NewDocument.of(value)
    except ValueError:
        return False
    moments = (each for each in (new.written, new.countersigned, new.returned) if each)
    names = (new.name, new.form, new.author, new.countersigned_by)
    return (
        new.value() == value
        and new.kind in instrument.document
        and new.stage in instrument.stage
        and all(_is_near(moment) for moment in moments)
        and all(len(name) <= _LONGEST_NAME for name in names)
        and all(clean(name, one_line=True) == name for name in names)
        and bool(new.name)
        and not (new.countersigned and not new.countersigned_by)
        and all(_HASH.fullmatch(each) for each in (new.sha256, new.text))
    )


def _is_near(moment: Moment) -> bool:
    return moment.day.year in _YEARS


def is_decision(slot: Slot, value: Value, instrument: Instrument) -> bool:
    """Whether this is what the program records of a decision on a flag."""
    try:
        decided = decided_of(slot.subject, value)
    except ValueError:
        return False
    explained = bool(decided.why.strip()) or decided.verdict is not Verdict.DISMISSED
    return (
        explained
        and clean(decided.rule, one_line=True) == decided.rule
        and all(question in instrument.question for question in decided.questions)
        and isinstance(value, Mapping)
        and are_references(value["evidence"])
    )


def are_references(value: Value) -> bool:
    """Whether this is the evidence of an answer or a flag."""
    return isinstance(value, tuple) and all(
        isinstance(entry, dict)
        and entry.keys() == _EVIDENCE
        and all(isinstance(part, str) for part in entry.values())
        for entry in value
    )
