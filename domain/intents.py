"""What a person can ask of the interview; the session decides what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.answers import AnswerKey, Evidence
from domain.documents import DocumentText, NewDocument
from domain.events import Value
from domain.flags.flag import Flag, Verdict


@dataclass(frozen=True, slots=True)
class SetFact:
    """Record a fact of the case; None takes it back to not known."""

    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class SetFacts:
    """Record several facts in one step, in this order, all of them or none."""

    facts: tuple[SetFact, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge a question or one row of a grid. Reasons are codes; the note is added."""

    key: AnswerKey
    judgement: str
    reasons: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgeRows:
    """One typed line that judges several rows of a grid question."""

    judgements: tuple[Judge, ...]


@dataclass(frozen=True, slots=True)
class GiveReasons:
    """The reasons of a judgement that asks for them, in place of those given before."""

    key: AnswerKey
    reasons: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Add to the note of a question what was said."""

    key: AnswerKey
    text: str


@dataclass(frozen=True, slots=True)
class RewriteNote:
    """Put `text` in place of a note; the earlier wording stays in the log."""

    key: AnswerKey
    text: str


@dataclass(frozen=True, slots=True)
class GoodWork:
    """Put down an example of good work seen at a question, for the inspection's report.

    anew: in place of what is there; empty text then takes it away.
    """

    question: str
    text: str
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Cite:
    """Add a place in the record to the evidence of a question."""

    key: AnswerKey
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DropEvidence:
    """Take the evidence reference of that number (from 1) away."""

    key: AnswerKey
    number: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take a judgement back: the question is open again. Note and evidence stay."""

    key: AnswerKey


@dataclass(frozen=True, slots=True)
class PutOff:
    """Leave a fact or question for later (or, with `later` false, no longer)."""

    step: str
    later: bool = True


@dataclass(frozen=True, slots=True)
class Undo:
    """Set the last turn back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Set the last undone turn forward again."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Close the case: locked, and counted in the scores of its inspection."""


@dataclass(frozen=True, slots=True)
class Countersign:
    """Agree with a finished case, as a second person. by: who signs, as the log will have it."""

    by: str


@dataclass(frozen=True, slots=True)
class Return:
    """Give a finished case back, open, with comments on it. by: as for `Countersign`."""

    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Open a finished case again, for a reason that goes into the log."""

    why: str


@dataclass(frozen=True, slots=True)
class AddDocuments:
    """Take documents into the case, in one step; `texts`, their words in the same order, are kept
    beside the log."""

    documents: tuple[NewDocument, ...]
    texts: tuple[DocumentText, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeDocument:
    """Record something else of a document: another kind, day, author or countersignature."""

    number: int
    about: NewDocument


@dataclass(frozen=True, slots=True)
class RemoveDocument:
    """Take a document out of the case, for a reason that goes into the log."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class DecideFlag:
    """Confirm or dismiss a flag, for a reason; what it showed is kept with the decision.

    A dismissed flag needs a reason. fill: the answer that takes over evidence, and the reason the
    flag offers where its judgement asks for one; None decides on the flag only.
    """

    flag: Flag
    decision: Verdict
    why: str = ""
    fill: AnswerKey | None = None


@dataclass(frozen=True, slots=True)
class ReconsiderFlag:
    """Take the decision on a flag back: it stands undecided again."""

    key: str


Intent = (
    SetFact
    | SetFacts
    | Judge
    | JudgeRows
    | GiveReasons
    | Remark
    | RewriteNote
    | GoodWork
    | Cite
    | DropEvidence
    | TakeBack
    | PutOff
    | Undo
    | Redo
    | Finish
    | Countersign
    | Return
    | Reopen
    | AddDocuments
    | ChangeDocument
    | RemoveDocument
    | DecideFlag
    | ReconsiderFlag
)
