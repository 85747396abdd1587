"""What leaves the program: checklists, tables, whole records, reports.

Names are masked unless they were asked for, every file is written whole or not at all, and each
stands in the trail before it stands in its place: without an entry there is no file.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.interview import Session
from domain.masking import OPEN, Mask, Masked
from domain.masking.known import known_to
from domain.report import MARKING
from storage.errors import Mistake
from storage.interchange.files import write_whole
from storage.records import CaseLine, Inspection
from storage.trail_entries import What

if TYPE_CHECKING:
    from domain.flags.checking import Findings
    from domain.flags.flag import Flag
    from domain.inspection_report import Sample
    from domain.report import Document
    from storage.store import Store

# One case is one file of these; of a table or a record, as many as are wanted go into one.
READING = ("xlsx", "docx", "pdf", "html", "md")
EXACT = ("csv", "json")
FORMS = READING + EXACT
AS_TEXT = ("html", "md", *EXACT)


@dataclass(frozen=True, slots=True)
class Going:
    """How something is to leave the program.

    made: aware, in UTC. to: who gets it, "" if not said. with_names: nothing is masked, and `why`
    says what for. neutral: of a table, the one for spreadsheets.
    """

    form: str
    who: str
    made: datetime
    marking: str = MARKING
    to: str = ""
    with_names: bool = False
    why: str = ""
    neutral: bool = False

    @property
    def exact(self) -> bool:
        """Whether names stand in it as they were typed, whatever was asked for."""
        return self.form in EXACT and not self.neutral

    def detail(self, file: str, **more: str) -> dict[str, str]:
        """What the trail is told: never a name of a case, never more of a path than the file."""
        names = "as typed" if self.exact else "with names" if self.with_names else "masked"
        marking = self.marking if self.form in READING else ""
        told = {"format": self.form, "file": file, "names": names, "marking": marking}
        told |= {"to": self.to, "why": self.why} | more
        return {name: text for name, text in told.items() if text}


class Masks:
    """The masks of several cases, one after the other, and what they masked together."""

    def __init__(self, store: Store, *, with_names: bool = False) -> None:
        self._store = store
        self._with_names = with_names
        self._now = OPEN
        self._before: Counter[tuple[str, str]] = Counter()
        self._names_before: tuple[str, ...] = ()

    def of(self, case_id: int, session: Session, flags: Iterable[Flag] = ()) -> Mask:
        """The mask of the case that is turned to. flags: those it shows, which may name others."""
        self._before, self._names_before = self._counted(), self.names
        texts = {} if self._with_names else self._store.texts(case_id)
        self._now = OPEN if self._with_names else Mask.of(session, texts, flags)
        return self._now

    def __call__(self, text: str) -> str:
        """A text of the case turned to last."""
        return self._now(text)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that were masked, for the eyes of whoever exports and nobody else's."""
        return tuple(dict.fromkeys((*self._names_before, *self._now.names_found)))

    @property
    def found(self) -> tuple[Masked, ...]:
        return tuple(Masked(*name, times) for name, times in self._counted().items())

    def _counted(self) -> Counter[tuple[str, str]]:
        found = {(each.what, each.mark): each.times for each in self._now.found}
        return self._before + Counter(found)


# Sees each case go by, to tell how far the work is.
Passing = Callable[[Iterable[CaseLine]], Iterable[CaseLine]]
_TIDIED = 10  # cases after which what they were made of is let go
_NAMED = 20  # cases whose references stand in the trail's entry of a file


class Outgoing:
    """Makes what leaves the program, and puts it where it is wanted.

    today: the day on which cases are looked at for flags. masked: by kind, in all that was made.
    """

    def __init__(self, store: Store, going: Going, today: date) -> None:
        self._store, self.going, self._today = store, going, today
        self._masks = Masks(store, with_names=going.with_names)

    @property
    def masked(self) -> tuple[Masked, ...]:
        return self._masks.found

    @property
    def names(self) -> tuple[str, ...]:
        """The names that were masked: to be shown, and never kept."""
        return self._masks.names

    # -- a case

    def checklist(self, line: CaseLine, findings: Findings | None = None) -> Document:
        """The scored checklist of a case. findings: its flags, if they are known already."""
        from domain.checklist import About, checklist

        store, going = self._store, self.going
        session = store.load(line.id)
        if findings is None and session.documents:
            from storage.checking import check_case

            findings = check_case(store, line.id, session, self._today)
        inspection = store.inspection(line.inspection_id)
        about = About(
            inspection=inspection.name,
            made=going.made,
            invented=inspection.invented,
            marking=going.marking,
            head=store.trail.head().hash,
            to=going.to,
        )
        mask = self._masks.of(line.id, session, findings.flags if findings else ())
        return checklist(
            session, about=about, mask=mask, findings=findings, with_names=going.with_names
        )

    def case_file(self, line: CaseLine, findings: Findings | None = None) -> bytes:
        """A case's checklist as the bytes of a file."""
        from storage.exports import written

        return written(self.checklist(line, findings), self.going.form)

    # -- several in one

    def table(self, lines: Iterable[CaseLine]) -> bytes:
        """The answers of cases as one table, exact or for spreadsheets."""
        from storage.interchange.csv_table import write_table

        if not self.going.neutral:
            return write_table(self._store.load(line.id) for line in lines)
        from storage.exports.csv_for_spreadsheets import write

        return write(self._turned_to(lines), self._masks)

    def _turned_to(self, lines: Iterable[CaseLine]) -> Iterator[Session]:
        for line in lines:
            session = self._store.load(line.id)
            self._masks.of(line.id, session)
            yield session

    def record(self, inspection_id: int, references: Sequence[str] = ()) -> bytes:
        """The complete record of an inspection, or of some of its cases."""
        from storage.interchange.json_document import write_document

        return write_document(self._store, inspection_id, references)

    # -- the report

    def report(self, sample: Sample, inspection: Inspection, earlier: Sample | None) -> Document:
        """The report of an inspection, with what was written into it."""
        from domain.inspection_report import inspection_report

        return inspection_report(
            sample,
            self._store.report_texts.written(inspection.id),
            made=self.going.made,
            marking=self.going.marking,
            earlier=earlier,
        )

    # -- out of the program

    def write_each(
        self, lines: Sequence[CaseLine], files: Sequence[Path], findings: Findings | None = None
    ) -> Iterator[Path]:
        """Write each case's checklist to its file, and yield the file once it is in place."""
        for number, (line, file) in enumerate(zip(lines, files, strict=True), 1):
            data = self.case_file(line, findings)
            self.put(file, data, Entered(line.inspection_id, line.id))
            if number % _TIDIED == 0:
                # Word files are made of rings of objects, which pile up to a gigabyte otherwise.
                gc.collect()
            yield file

    def in_one(
        self, lines: Sequence[CaseLine], *, whole: int | None = None, passing: Passing = iter
    ) -> tuple[bytes, Entered]:
        """Cases as the one file of a table or a record, and what the trail is told of it.

        whole: the inspection that they are all of. Raises Mistake for the record of cases of
        several inspections.
        """
        ids = {line.inspection_id for line in lines} if whole is None else {whole}
        if self.going.form != "csv" and len(ids) > 1:
            raise Mistake("A JSON file holds one inspection: export the cases of each in turn.")
        references = [line.reference for line in lines]
        some = whole is None and len(lines) <= _NAMED
        entered = Entered(
            min(ids) if len(ids) == 1 else None,
            lines[0].id if some and len(lines) == 1 else None,
            more={"cases": ", ".join(references) if some else str(len(lines))},
        )
        if self.going.form == "csv":
            return self.table(passing(lines)), entered
        return self.record(min(ids), references if whole is None else []), entered

    def put(self, file: Path, data: bytes, entry: Entered) -> None:
        """Put a file in its place, and into the trail before. Raises NotSaved."""
        write_whole(file, data, before=lambda: self.enter(file.name, entry))

    def enter(self, file: str, entry: Entered) -> None:
        """Have the trail tell what goes out under that name."""
        self._store.trail.add(
            entry.what,
            who=self.going.who,
            case_id=entry.case_id,
            inspection_id=entry.inspection_id,
            detail=self.going.detail(file, **entry.more, **self._unmasked(entry)),
        )

    def _unmasked(self, entry: Entered) -> dict[str, str]:
        """That a report holds what people wrote into it, which no mask has seen."""
        if entry.what is not What.REPORTED or entry.inspection_id is None:
            return {}
        written = self._store.report_texts.written(entry.inspection_id)
        return {"names": "masked, save in what was written by hand"} if written else {}


@dataclass(frozen=True, slots=True)
class Entered:
    """What the trail is told of a file: of which case, or of which inspection."""

    inspection_id: int | None
    case_id: int | None = None
    what: What = What.EXPORTED
    more: Mapping[str, str] = field(default_factory=dict)


def gathered(
    store: Store,
    inspection: Inspection,
    lines: Sequence[CaseLine],
    passing: Passing = iter,
) -> Sample:
    """An inspection counted for its report, one case at a time; those not finished are left out."""
    from domain.inspection_report import Sample, examples_of

    case_ids = {line.reference: line.id for line in lines}

    def mask(session: Session) -> Mask:
        if not examples_of(session):
            return OPEN
        return Mask.of(session, store.texts(case_ids[session.reference]))

    return Sample.of(
        store.instrument(inspection.id),
        inspection.name,
        (store.load(line.id) for line in passing(lines)),
        mask=mask,
        fieldwork=(inspection.fieldwork_from, inspection.fieldwork_to),
        invented=inspection.invented,
    )


def file_names(names: Sequence[str], ending: str) -> list[str]:
    """A name for the file of each, which every system takes, and no two alike."""
    taken: set[str] = set()
    found = []
    for name in names:
        bare = plain_name(name)
        number, tried = 1, bare
        while tried in taken:
            number += 1
            tried = f"{bare}-{number}"
        taken.add(tried)
        found.append(f"{tried}.{ending}")
    return found


def plain_name(name: str) -> str:
    """A name that every system takes as a file's, without its ending."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in name.casefold())
    return "-".join(part for part in kept.split("-") if part)[:_LONGEST] or "corecase"


_LONGEST = 60  # characters


def names_stand_in(store: Store, line: CaseLine, form: str) -> bool:
    """Whether a name that a case knows stands in an exact file of it.

    A record holds its facts and documents whole; a table what was typed at its answers.
    """
    session = store.load(line.id)
    if form == "json" and (session.documents or known_to(session, {})):
        return True
    typed = [
        text
        for answer in session.answers.values()
        for text in (answer.note, *(f"{e.document}\n{e.quote}" for e in answer.evidence))
        if text
    ]
    if not typed:
        return False
    mask = Mask.of(session, store.texts(line.id))
    return any(mask(text) and mask.found for text in typed)
