"""An invented case that documents are added to, with the flags they raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from domain import intents
from domain.decisions import decide
from domain.documents import DocumentText, Moment, NewDocument
from domain.events import Value
from domain.flags.checking import Findings, check
from domain.flags.flag import Flag
from domain.flags.house import NO_HOUSE, House
from domain.instrument import Instrument
from domain.instrument_file import load_packaged
from domain.interview import Session

TODAY = date(2012, 9, 1)
_AT = datetime(2012, 9, 1, 9, 0, tzinfo=UTC)

FACTS: dict[str, Value] = {
    "birth_date": "1997-03-04",
    "gender": "male",
    "sentence_type": "yro",
    "sentence_date": "2012-01-12",
    "start_date": "2012-01-12",
    "end_date": "2013-01-11",
    "looked_after": "no",
    "significant_changes": (),
}

OFFENCE = (
    "Liam hit the other boy twice after a row about a phone and ran home across the playing field. "
    "He says that he lost his temper when the boy laughed at his brother. He had not been drinking "
    "and nobody else took part in it."
)
HOME = (
    "The house is warm and tidy and Liam has a bedroom of his own at the back. His mother works "
    "nights at the bakery and his aunt sits in when she can. There is a dog that he walks every "
    "morning before school."
)
SCHOOL = (
    "He likes woodwork and has made two stools that his teacher put on show in the hall. Reading "
    "tires him and he hides it by messing about. A classroom assistant sits beside him on three "
    "days of the week."
)
NEW = (
    "Since the last version he has kept every appointment and apologised to the boy in a letter. "
    "His aunt says that he sleeps better and has stopped throwing things when he is crossed."
)


@cache
def instrument() -> Instrument:
    return load_packaged()


def asset(**sections: str) -> str:
    """A core Asset profile: offence, home, school."""
    headings = {
        "offence": "Offence analysis",
        "home": "Living arrangements",
        "school": "Education, training and employment",
    }
    parts = (f"{headings[name]}\n{text}\n" for name, text in sections.items())
    return "Core Asset profile\nYoung person: Liam Carter\n\n" + "\n".join(parts)


def _moment(text: str | None) -> Moment | None:
    return Moment.read(text) if text else None


class CaseWithDocuments:
    """A session with documents and the texts they have."""

    def __init__(self, facts: Mapping[str, Value] = FACTS) -> None:
        self.session = Session.start(instrument(), "T1")
        self.texts: dict[str, DocumentText] = {}
        for fact, value in facts.items():
            self.take(intents.SetFact(fact, value))

    def take(self, intent: intents.Intent) -> CaseWithDocuments:
        decision = decide(self.session, intent)
        events = self.session.stamped(decision.changes, at=_AT, who="A.W.", undoes=decision.undoes)
        self.session = self.session.apply(events)
        return self

    def add(
        self,
        text: str,
        written: str,
        stage: str = "start",
        kind: str = "core_profile",
        **about: str,
    ) -> CaseWithDocuments:
        """A document; `about` may give author, countersigned_by, countersigned and returned."""
        words = DocumentText(text)
        self.texts[words.key] = words
        new = NewDocument(
            kind, stage, Moment.read(written), f"{kind} {written}.txt", "text", words.key, words.key
        )
        days = {
            key: Moment.read(about.pop(key))
            for key in ("countersigned", "returned")
            if key in about
        }
        named = replace(
            new,
            author=about.get("author", ""),
            countersigned_by=about.get("countersigned_by", ""),
            countersigned=days.get("countersigned"),
            returned=days.get("returned"),
        )
        return self.take(intents.AddDocuments((named,), (words,)))

    def found(self, house: House = NO_HOUSE) -> Findings:
        return check(self.session, self.texts, TODAY, house=house)

    def flags(self, rule: str) -> list[Flag]:
        return [flag for flag in self.found().flags if flag.rule == rule]
