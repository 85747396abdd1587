"""Documents of the library's cases, put on file by the tests of what is kept of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from random import Random

import msgspec

from domain.documents import DocumentText, Moment, NewDocument
from domain.flags.flag import Flag, Kind, Quote, key_of
from domain.instrument import Instrument
from domain.instrument_forms import DocumentKind, Stage
from domain.intents import AddDocuments
from domain.interview import Session
from storage.store import Store
from tests.instruments import take, tiny

_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "yo")
HEADINGS = ("Getting in", "Lending", "Staff")


@cache
def library() -> Instrument:
    """The library instrument with a form of three headings."""
    plan = DocumentKind("plan", "Floor plan", "plan", HEADINGS)
    return msgspec.structs.replace(
        tiny(), documents=(plan,), stages=(Stage("start", "Start"), Stage("review", "Review"))
    )


def about(words: DocumentText, day: str = "2012-02-03", name: str = "plan.txt") -> NewDocument:
    """What is recorded of a document with these words."""
    file = hashlib.sha256(words.text.encode()).hexdigest()
    return NewDocument(
        "plan", "start", Moment.read(day), name, "plain text", file, words.key, author="A.W."
    )


def adding(*texts: DocumentText, day: str = "2012-02-03") -> AddDocuments:
    return AddDocuments(tuple(about(words, day) for words in texts), texts)


def filed(store: Store, case_id: int, *texts: DocumentText, day: str = "2012-02-03") -> Session:
    """The case after these documents were put on file, in one step."""
    before = store.load(case_id)
    return saved(store, case_id, before, take(before, adding(*texts, day=day)), texts)


def saved(
    store: Store,
    case_id: int,
    before: Session,
    after: Session,
    texts: Sequence[DocumentText] = (),
) -> Session:
    return store.append(case_id, before, after.events[len(before.events) :], texts=texts)


def form(*sections: str) -> DocumentText:
    """A document of the library's form, a heading above each section."""
    parts = (f"{heading}\n\n{text}\n" for heading, text in zip(HEADINGS, sections, strict=False))
    return DocumentText("\n".join(parts))


def flag(*words: str, question: str = "A1.1") -> Flag:
    """Something seen in the first document."""
    quote = Quote(1, 0, len(words[0]), words[0], 1, "plan, 3 Feb 2012")
    return Flag(
        key=key_of("copied", *words),
        kind=Kind.COPIED,
        rule="copied",
        label="Copied forward",
        source="made up",
        sure=True,
        say="Taken over from the version of 3 February.",
        against="Nothing of it is new.",
        quotes=(quote,),
        questions=(question,),
        documents=(1,),
    )


class Prose:
    """Sentences of invented words, hardly any two alike."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)

    def sentence(self, words: int = 14) -> str:
        chosen = (self._word() for _ in range(words))
        return " ".join(chosen).capitalize() + "."

    def section(self, sentences: int = 6) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def _word(self) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=3))
