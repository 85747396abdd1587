"""Documents taken into a case in the line mode: what they do not tell is asked line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from domain import intents
from domain.errors import Refused
from domain.text_cleaning import clean
from tui.printing import say, say_lines, wrapped

if TYPE_CHECKING:
    from domain.instrument import Instrument
    from storage.documents import Document
    from tui.candidates import Candidate, OnRecord
    from tui.document_details import Details, Part
    from tui.plain import Talk

_WHICH = "Which file? Type /add and its path, a folder, or - for text that is pasted."
_NOTHING = "Nothing was added."
_LEAVES = "Enter leaves it out."
_ASKED: dict[Part, str] = {
    "kind": "What kind of document is it? Type the number, the word or its first letters.",
    "stage": "At which stage was it written? Type the number, the word or its first letters.",
    "dated": "When was it written? Type day, month and year.",
    "author": f"Who wrote it? {_LEAVES}",
    "countersigned_by": f"Who countersigned it? {_LEAVES}",
    "countersigned_on": f"When was it countersigned? {_LEAVES}",
}
_NEEDED = ("kind", "stage", "dated")
_LISTED = ("kind", "stage")


class PlainAdding:
    """Does what /add asks. Nothing is recorded before everything wanted is known."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    @property
    def _instrument(self) -> Instrument:
        return self._talk.interview.session.instrument

    @property
    def _today(self) -> date:
        return self._talk.interview.clock.today()

    def add(self, rest: str) -> None:
        """A file, a folder of them, or `-` for text that follows."""
        from storage.documents import read_document

        if not rest:
            raise Refused(_WHICH)
        file = Path(rest).expanduser()
        if rest == "-":
            self._one(self._pasted())
        elif file.is_dir():
            self._folder(file)
        else:
            self._one(read_document(file))

    def _on_record(self) -> OnRecord:
        from tui.candidates import OnRecord

        interview = self._talk.interview
        return OnRecord(interview.session, interview.store.texts(interview.case_id))

    def _pasted(self) -> Document:
        from storage.documents import read_pasted

        say("Paste the text; a line with nothing but a full stop ends it.")
        text = self._talk.text_to_come()
        if text is None:
            raise Refused(f"{_NOTHING} The text did not end with a line of one full stop.")
        return read_pasted(text.encode("utf-8", "replace"))

    # -- one document

    def _one(self, read: Document) -> None:
        from tui.candidates import candidate
        from tui.document_details import Details, say_details

        on_record = self._on_record()
        found = candidate(on_record, read, Details(), self._today)
        recognised = say_details(self._instrument, found.recognised)
        if found.standing != "there" and recognised:
            say_lines(wrapped(f"Recognised: {recognised}"))
        if found.standing == "lacking":
            say_lines(wrapped(f"{found.why} It is asked now; a line that opens with / stops."))
            found = candidate(on_record, read, self._wanting(found.details), self._today)
        if found.standing != "ready":
            raise Refused(found.why)
        self._take([found])

    def _wanting(self, details: Details) -> Details:
        """What the document does not tell, as a person gives it."""
        from tui.document_details import LEFT_OUT, read_details

        typed: dict[Part, str] = {}
        for part in self._parts(details, typed):
            typed[part] = self._answer(part) or LEFT_OUT
        return read_details(self._instrument, typed, self._today)

    def _parts(self, details: Details, typed: dict[Part, str]) -> Iterator[Part]:
        """What is not known yet, in the order asked; a countersignature has a day if a name."""
        from tui.document_details import LEFT_OUT

        for part in _ASKED:
            signed = details.countersigned_by or typed.get("countersigned_by", LEFT_OUT) != LEFT_OUT
            needless = (part == "stage" and not self._instrument.stages) or (
                part == "countersigned_on" and not signed
            )
            if not (needless or getattr(details, part)):
                yield part

    def _answer(self, part: Part) -> str:
        """The line typed for it, which can be read; "" for what may be left out. Raises Refused."""
        from tui.document_details import names_of, read_details

        if part in _LISTED:
            numbered = enumerate(names_of(self._instrument, part), 1)
            say_lines(wrapped("; ".join(f"{n} {name}" for n, name in numbered), indent="  "))
        while True:
            line = self._talk.asked(_ASKED[part])
            text = clean(line or "", one_line=True)
            if line is None or text.startswith("/") or (not text and part in _NEEDED):
                raise Refused(f"{_NOTHING} /add begins anew.")
            try:
                read_details(self._instrument, {part: text}, self._today)
            except Refused as refused:
                say_lines(wrapped(str(refused)))
            else:
                return text

    # -- a folder

    def _folder(self, folder: Path) -> None:
        """What it holds is shown first; the documents that are clear by themselves are added."""
        from storage.documents import files_in, read_each
        from tui.candidates import candidates
        from tui.commands.documents import by_name
        from tui.document_details import Details
        from tui.pages.documents import preview

        read = by_name(read_each(files_in(folder, deep=False)), folder)
        found = list(candidates(self._on_record(), read, Details(), self._today))
        cure = "What is not clear by itself is asked for by /add and the path of that file."
        say_lines(preview(self._instrument, found, cure))
        ready = [each for each in found if each.standing == "ready"]
        if not ready:
            raise Refused(f"{_NOTHING} None of these can be added as they are.")
        these = "this document" if len(ready) == 1 else f"these {len(ready)} documents"
        answer = self._talk.asked(f"Add {these}? Type yes; anything else adds nothing.")
        if clean(answer or "", one_line=True).casefold() not in ("y", "yes"):
            raise Refused(_NOTHING)
        self._take(ready)

    def _take(self, ready: Sequence[Candidate]) -> None:
        for remark in (each.why for each in ready if each.why):
            say_lines(wrapped(remark))
        new = tuple(each.new for each in ready)
        texts = tuple(each.document.words for each in ready if each.document)
        self._talk.settle(self._talk.interview.take(intents.AddDocuments(new, texts)))
