"""What is known of one answer: its judgement, how it stands, and what was said with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

# How an answer enters the scores. `parked`: its question does not apply (now); kept, never counted.
Standing = Literal["sufficient", "insufficient", "out", "parked"]


class AnswerKey(NamedTuple):
    """A question and, in a grid question, one of its rows (else "")."""

    question: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the record shows it: document, page, and the words quoted. Any of them may be empty."""

    document: str
    page: str = ""
    quote: str = ""

    def __str__(self) -> str:
        page = f"p {self.page}" if self.page else ""
        quote = f"“{self.quote}”" if self.quote else ""
        return ", ".join(part for part in (self.document, page) if part) + (
            f": {quote}" if quote else ""
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as the log has it now.

    judgement: an id of the question's scale. standing: how it counts; an answer not given has no
    Answer. unclear: judged 'not enough information' (counted as insufficient and kept apart).
    reasons: codes. note: what was said, one line a remark. who, at: of the judgement.
    """

    key: AnswerKey
    judgement: str
    standing: Standing
    reasons: tuple[str, ...]
    note: str
    evidence: tuple[Evidence, ...]
    who: str
    at: datetime
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a case is: answers given of answers due, put off for later, facts still open."""

    answered: int
    due: int
    later: int
    facts_open: int
    finished: bool
