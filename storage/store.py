"""The store: everything a screen or a command does with what is kept goes through here.

One Store is one connection for the life of the program. Its methods may be called from any
thread; they take turns. Writes raise NotSaved when the disk or the database will not have them,
everything else that goes wrong is a StorageError whose message can be shown as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from domain.documents import DocumentText, Texts
from domain.events import Event
from domain.instrument import Instrument
from domain.interview import Session
from domain.scoring import Counts
from storage import protection
from storage.at_work import AtWork
from storage.case_list import CaseList
from storage.case_log import CaseLogs
from storage.converting import finish
from storage.document_texts import DocumentTexts
from storage.encryption import key_of
from storage.engine import Database
from storage.erasure import Erasures
from storage.errors import StorageError
from storage.inspections import Inspections
from storage.instruments import Instruments
from storage.places import Places
from storage.records import (
    AnswerLine,
    CaseLine,
    CaseLog,
    Draft,
    HouseChoice,
    HouseLine,
    Inspection,
    NewInspection,
    Place,
    ReportText,
    Size,
    Taken,
)
from storage.report_texts import ReportTexts
from storage.tallies import Tallies
from storage.trail import Trail
from storage.upgrading import refuse_other_version, upgrade

if TYPE_CHECKING:
    from domain.flags.checking import OtherSection
    from domain.flags.house import HouseSentence
    from storage.backups import Backups
    from storage.clones import Clones
    from storage.house import HouseSentences


class Store:
    """What is kept of inspections and cases. Open with `Store.open`, end with `close`."""

    def __init__(self, database: Database, cautions: tuple[str, ...] = ()) -> None:
        self._database = database
        self._instruments = Instruments()
        self._inspections = Inspections(database, self._instruments)
        self._list = CaseList(database, self._inspections)
        self._logs = CaseLogs(database, self._inspections, self._instruments)
        self._texts = DocumentTexts(database)
        self._at_work = AtWork(database)
        self._tallies = Tallies(database)
        self._trail = Trail(database)
        self._report_texts = ReportTexts(database)
        readable = protection.is_plain(database) and protection.holds_cases(database)
        self.cautions = (*cautions, protection.CAUTION) if readable else cautions

    @classmethod
    def open(
        cls,
        places: Places | None = None,
        *,
        read_only: bool = False,
        passphrase: str | None = None,
        rounds: int | None = None,
    ) -> Store:
        """Open the database, made or brought up to date first. Raises StorageError.

        passphrase: of an encrypted one, or of one to be made; without one it is made plain.
        Raises NeedsPassphrase, WrongPassphrase.
        """
        places = places or Places.from_environment()
        key = None if passphrase is None else key_of(passphrase, rounds)
        database = Database.at(places, read_only=read_only, key=key)
        try:
            if read_only:
                refuse_other_version(database)
            else:
                upgrade(database, places.backups)
                if database.file is not None:
                    finish(database.file)
            store = cls(database, places.cautions)
            if not read_only:
                store.clear_up()
            return store
        except BaseException:
            database.close()
            raise

    def clear_up(self) -> None:
        """Have the last bytes of erased cases gone, where that was not possible at once."""
        with suppress(StorageError):  # not possible now either: the doctor tells of it
            self.erasures.clear()

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- encryption

    @property
    def encrypted(self) -> bool:
        """Whether a passphrase opens what is kept here."""
        return self._database.key is not None

    @property
    def unprotected(self) -> bool:
        """Whether a passphrase is to be chosen before the first case that is not made up."""
        return protection.is_plain(self._database) and not protection.holds_cases(self._database)

    def protect(
        self,
        passphrase: str,
        recovery_key: str | None = None,
        *,
        who: str = "",
        rounds: int | None = None,
    ) -> bool:
        """Encrypt a plain database and go on with it. Whether its old bytes were overwritten.

        Raises Refused for a passphrase that will not do, or NotSaved; nothing has changed then.
        """
        return protection.protect(self._database, passphrase, recovery_key, who=who, rounds=rounds)

    # -- inspections

    def inspections(self) -> list[Inspection]:
        """Every inspection, the one worked on last first."""
        return self._inspections.all()

    def inspection(self, inspection_id: int) -> Inspection:
        return self._inspections.get(inspection_id)

    def find_inspection(self, name: str | None = None) -> Inspection:
        """By id, 'Area Year' or area; without a name the one worked on last. Raises NotFound."""
        return self._inspections.find(name)

    def create_inspection(
        self, new: NewInspection, instrument: Instrument, *, who: str = ""
    ) -> Inspection:
        return self._inspections.create(new, instrument, who)

    def instrument(self, inspection_id: int) -> Instrument:
        """The instrument an inspection was started with, as it was then."""
        with self._database.reading() as connection:
            self._inspections.read_one(connection, inspection_id)
            return self._instruments.of_inspection(connection, inspection_id)

    # -- cases

    def cases(
        self,
        inspection_id: int | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        text: str = "",
    ) -> list[CaseLine]:
        """Open cases first, the one worked on last on top; `text` is part of a reference."""
        return self._list.page(inspection_id, limit, offset, text)

    def sizes(self) -> dict[int, Size]:
        """How many cases each inspection has; one without any is left out."""
        return self._list.sizes()

    def case(self, case_id: int) -> CaseLine:
        return self._list.line(case_id)

    def find_case(self, reference: str, inspection: str | None = None) -> CaseLine:
        """By reference, whatever its case; raises NotFound with the references near it."""
        return self._list.find(reference, inspection)

    def create_case(self, inspection_id: int, reference: str, *, who: str = "") -> CaseLine:
        return self.create_cases(inspection_id, [reference], who=who)[0]

    def create_cases(
        self, inspection_id: int, references: Sequence[str], *, who: str = ""
    ) -> list[CaseLine]:
        """All of them, or none where one is there already."""
        return self._logs.create(inspection_id, references, who)

    def load(self, case_id: int) -> Session:
        return self._logs.load(case_id)

    def append(
        self,
        case_id: int,
        session: Session,
        events: tuple[Event, ...],
        sent: tuple[str, str] | None = None,
        texts: Sequence[DocumentText] = (),
    ) -> Session:
        """Save the events that follow `session`; the session with them, which is on disk.

        `sent`: who typed them and where; the draft kept there goes in the same transaction.
        `texts`: the words of the documents that the events add.
        Raises Stale (with the case as it now is) or NotSaved; nothing has been written then.
        """
        return self._logs.append(case_id, session, events, sent, texts)

    def newer(self, case_id: int, session: Session) -> Session:
        """`session` with what other windows saved; the very same object if that is nothing."""
        return self._logs.newer(case_id, session)

    def logs(self, inspection_id: int) -> list[CaseLog]:
        return self._logs.logs(inspection_id)

    def import_log(
        self,
        inspection: int | NewInspection,
        logs: Iterable[CaseLog],
        instrument: Instrument | None = None,
        texts: Texts | None = None,
        *,
        who: str = "",
        report_texts: Sequence[ReportText] = (),
    ) -> Taken:
        """Take whole logs in one transaction; a new inspection needs its instrument too.

        texts: the words of the documents in them, by their keys. who: whoever reads them in.
        report_texts: what was written into the inspection's report.
        """
        return self._logs.take(inspection, instrument, logs, texts or {}, who, report_texts)

    # -- documents

    def texts(self, case_id: int) -> dict[str, DocumentText]:
        """The words of a case's documents by their keys, of those taken out too."""
        return self._texts.of_case(case_id)

    def texts_named(self, keys: Collection[str]) -> dict[str, DocumentText]:
        """The texts kept under these keys."""
        return self._texts.named(keys)

    def near(
        self, case_id: int, sections: Sequence[str], limit: int = 10
    ) -> list[list[OtherSection]]:
        """For each text of a section, sections of other cases worth comparing, the best first."""
        return self._clones.near(case_id, sections, limit)

    def house_sentences(self) -> frozenset[HouseSentence]:
        """Sentences a service puts into every assessment, in one spelling: nobody's copying."""
        return self._house.sentences()

    def house_list(self) -> list[HouseLine]:
        """The same with the number of cases that have each, and those dropped."""
        return self._house.lines()

    def choose_house(self, text: str, choice: HouseChoice | None, *, who: str = "") -> None:
        """Have the sentences of a text counted as the house's, or not; None: as they are found."""
        self._house.choose(text, choice, who)

    # What reads texts takes as long to import as all else the store needs, and few ask for it.

    @cached_property
    def _clones(self) -> Clones:
        from storage import clones

        return clones.Clones(self._database, self._instruments)

    @cached_property
    def _house(self) -> HouseSentences:
        from storage import house

        return house.HouseSentences(self._database, self._instruments)

    # -- at work

    def assessors(self) -> tuple[str, ...]:
        return self._at_work.assessors()

    def remember_assessor(self, name: str) -> None:
        self._at_work.remember_assessor(name)

    def save_draft(self, case_id: int, who: str, key: str, text: str) -> None:
        """Keep half-typed text; empty text takes the draft away."""
        self._at_work.save_draft(case_id, who, key, text)

    def drafts(self, case_id: int, who: str) -> dict[str, Draft]:
        return self._at_work.drafts(case_id, who)

    def save_place(self, case_id: int, who: str, key: str, seconds: int) -> None:
        self._at_work.save_place(case_id, who, key, seconds)

    def place(self, case_id: int, who: str) -> Place | None:
        return self._at_work.place(case_id, who)

    # -- who did what

    @property
    def trail(self) -> Trail:
        """What was done, by whom and when: added to, read and checked here."""
        return self._trail

    def difference(self, case_id: int) -> str:
        """What is kept of a case besides its log and does not follow from it; "" if all does."""
        from storage.derived import Derived

        return Derived(self._database, self._logs).difference(case_id)

    # -- copies of it all

    @cached_property
    def backups(self) -> Backups:
        """Copies of the database: made and listed here."""
        from storage import backups

        return backups.Backups(self._database)

    # -- cases that are no more

    @cached_property
    def erasures(self) -> Erasures:
        """Cases are erased here, and those that were are told of."""
        return Erasures(self._database)

    # -- the report

    @property
    def report_texts(self) -> ReportTexts:
        """What people wrote into the reports of inspections."""
        return self._report_texts

    # -- scores

    def counts(self, inspection_id: int, *, include_open: bool = False) -> dict[str, Counts]:
        """Answers of an inspection's finished cases counted by question."""
        return self._tallies.of_inspection(inspection_id, include_open=include_open)

    def counts_by_inspection(self, *, include_open: bool = False) -> dict[int, dict[str, Counts]]:
        return self._tallies.by_inspection(include_open=include_open)

    def why(
        self, inspection_id: int, questions: Sequence[str], include_open: bool = False
    ) -> list[AnswerLine]:
        """Which answers a score is made of; parked and not applicable ones are marked as such."""
        return self._tallies.why(inspection_id, questions, include_open=include_open)
