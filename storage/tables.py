"""The tables. No logic: what is in them is said here, what happens to them elsewhere.

`event` is the log, appended to and never changed (triggers see to it) until its case is erased.
`answer`, `case_document` and the counts in `case` are what the log says now, written in the same
transaction, so that lists and scores need not replay it. Times are ISO 8601 text in UTC with
microseconds, which sorts as it reads.

The text of a document never changes and is kept once, whoever has it. `section` and `shingle` are
what it is found by, worked out when it comes in; a document taken out of its case leaves them where
they are and is passed over. `sentence` is what the cases' documents say now.

`trail` is appended to as the log is, and each entry is chained to the one before.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Index, MetaData, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """What all tables share: names of keys and indexes that are the same on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class InstrumentRow(Row, table=True):
    """An instrument as it was when an inspection was started with it, whole."""

    __tablename__ = "instrument"

    digest: str = Field(primary_key=True)
    name: str
    document: bytes


class InspectionRow(Row, table=True):
    __tablename__ = "inspection"
    __table_args__ = (UniqueConstraint("area_folded", "year"),)

    id: int | None = Field(default=None, primary_key=True)
    area: str
    area_folded: str
    year: int
    instrument: str = Field(foreign_key="instrument.digest")
    fieldwork_from: date | None = None
    fieldwork_to: date | None = None
    invented: bool
    created_at: str


class AssessorRow(Row, table=True):
    """A name that has been typed at the start of a session, offered the next time."""

    __tablename__ = "assessor"

    name: str = Field(primary_key=True)
    last_at: str


class CaseRow(Row, table=True):
    """A case with how far it is. `last_seq`: the number of its last event, the lock of a save."""

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("inspection_id", "reference_folded"),
        # The order of the home screen's list: open ones first, the last used on top.
        Index("ix_case_listed", "finished", text("last_at DESC"), text("id DESC")),
    )

    id: int | None = Field(default=None, primary_key=True)
    inspection_id: int = Field(foreign_key="inspection.id")
    reference: str
    reference_folded: str
    last_seq: int
    finished: bool
    answered: int
    due: int
    later: int
    facts_open: int
    last_at: str
    last_who: str
    standing: str = Field(default="open", sa_column_kwargs={"server_default": "open"})


class EventRow(Row, table=True):
    """One line of a case's log; `old` and `new` are JSON."""

    __tablename__ = "event"
    __table_args__ = (
        # By which a trigger sees whether the case is finished.
        Index(
            "ix_event_standing",
            "case_id",
            "seq",
            sqlite_where=text("kind = 'status'"),
            postgresql_where=text("kind = 'status'"),
        ),
        {"sqlite_with_rowid": False},
    )

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    seq: int = Field(primary_key=True)
    turn: int
    at: str
    who: str
    kind: str
    subject: str
    row: str
    old: str
    new: str
    instrument: str
    why: str
    undoes: int | None = None


class AnswerRow(Row, table=True):
    """The answer in force to a question (or a row of it); `reasons` and `evidence` are JSON."""

    __tablename__ = "answer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    question: str = Field(primary_key=True)
    row: str = Field(primary_key=True)
    judgement: str
    standing: str
    unclear: bool
    reasons: str
    note: str
    evidence: str
    who: str
    at: str


class DraftRow(Row, table=True):
    """Text typed and not yet sent."""

    __tablename__ = "draft"

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    who: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    text: str
    at: str


class PlaceRow(Row, table=True):
    """Where an assessor stood in a case."""

    __tablename__ = "place"

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    who: str = Field(primary_key=True)
    key: str
    seconds: int


class DocumentTextRow(Row, table=True):
    """The words of a document as read. `key`: their hash; `pages`: where each begins, as JSON."""

    __tablename__ = "document_text"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    text: str
    pages: str


class CaseDocumentRow(Row, table=True):
    """A document of a case. `seq`: the event that says so; not `present`: it was taken out."""

    __tablename__ = "case_document"
    __table_args__ = ({"sqlite_with_rowid": False},)

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    number: int = Field(primary_key=True)
    seq: int
    text_id: int = Field(foreign_key="document_text.id", index=True)
    present: bool


class SectionRow(Row, table=True):
    """A section of a text, without its heading: characters `start` up to `end`."""

    __tablename__ = "section"

    id: int | None = Field(default=None, primary_key=True)
    text_id: int = Field(foreign_key="document_text.id", index=True)
    start: int
    end: int
    heading: str


class ShingleRow(Row, table=True):
    """A row of words, hashed, and a section that has it."""

    __tablename__ = "shingle"
    __table_args__ = ({"sqlite_with_rowid": False},)

    hash: int = Field(primary_key=True, sa_type=BigInteger)
    section_id: int = Field(primary_key=True, foreign_key="section.id")


class SentenceRow(Row, table=True):
    """A sentence, hashed, and a case that has it now, in this text among others."""

    __tablename__ = "sentence"
    __table_args__ = ({"sqlite_with_rowid": False},)

    hash: int = Field(primary_key=True, sa_type=BigInteger)
    case_id: int = Field(primary_key=True, foreign_key="case.id", index=True)
    text_id: int = Field(foreign_key="document_text.id")


class HouseChoiceRow(Row, table=True):
    """What somebody decided on a house sentence; `words` is JSON, each in its one spelling."""

    __tablename__ = "house_choice"

    words: str = Field(primary_key=True)
    text: str
    standing: str


class TrailRow(Row, table=True):
    """Something done, by whom and when; `detail` is JSON, `hash` takes in the hash before it.

    Bound to no row: what was done to a case is told when the case is no more.
    """

    __tablename__ = "trail"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    who: str
    device: str
    what: str
    inspection_id: int | None = None
    case_id: int | None = None
    detail: str
    hash: str


class ReportTextRow(Row, table=True):
    """What somebody wrote at a place of an inspection's report; an empty text takes it back."""

    __tablename__ = "report_text"
    __table_args__ = ({"sqlite_with_rowid": False},)

    inspection_id: int = Field(primary_key=True, foreign_key="inspection.id")
    seq: int = Field(primary_key=True)
    key: str
    text: str
    who: str
    at: str


class ErasureRow(Row, table=True):
    """A case that was erased. `cleared`: its bytes are gone from the file and its log too."""

    __tablename__ = "erasure"

    case_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    cleared: bool


def _table(row: type[Row]) -> Table:
    return Row.metadata.tables[str(row.__tablename__)]


INSTRUMENT = _table(InstrumentRow)
INSPECTION = _table(InspectionRow)
ASSESSOR = _table(AssessorRow)
CASE = _table(CaseRow)
EVENT = _table(EventRow)
ANSWER = _table(AnswerRow)
DRAFT = _table(DraftRow)
PLACE = _table(PlaceRow)
DOCUMENT_TEXT = _table(DocumentTextRow)
CASE_DOCUMENT = _table(CaseDocumentRow)
SECTION = _table(SectionRow)
SHINGLE = _table(ShingleRow)
SENTENCE = _table(SentenceRow)
HOUSE_CHOICE = _table(HouseChoiceRow)
TRAIL = _table(TrailRow)
REPORT_TEXT = _table(ReportTextRow)
ERASURE = _table(ErasureRow)
