"""The whole demonstration: the sample judged as the published figures want it, then written."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from datetime import timedelta
from random import Random

import msgspec

from domain.answers import AnswerKey
from domain.events import Value
from domain.instrument_file import load_packaged
from domain.interview import Session
from domain.routing import Routing
from storage.codec import time_text
from storage.demonstration.generator.facts import FIELDWORK, facts_of
from storage.demonstration.generator.figures import sufficient_counts
from storage.demonstration.generator.judging import Judging
from storage.demonstration.generator.logs import Writing, appointments
from storage.demonstration.generator.open_cases import documents_of
from storage.demonstration.generator.phrases import phrases
from storage.demonstration.generator.practice import practice_cases
from storage.demonstration.generator.sample import FINISHED, Sample, draw_sample
from storage.demonstration.generator.telling import Teller
from storage.interchange.json_document import FORMAT

AREA = "Fenmarsh (invented)"
YEAR = 2012
SEED = 2012
_NOT_ENOUGH = 0.025  # how many of the answers that fall short do so for want of information
_CHECKED = 0.35  # how many cases had the checks of the record done

Judgements = dict[AnswerKey, str]


def packed() -> bytes:
    """The document as it is stored; the same bytes each time."""
    return gzip.compress(msgspec.json.encode(document()), mtime=0)


def document() -> dict[str, object]:
    """The inspection as the interchange format has it, but without its instrument: that is the
    one that comes with the program."""
    sessions = make_cases()
    return {
        "corecase": FORMAT,
        "inspection": {
            "area": AREA,
            "year": YEAR,
            "fieldwork_from": FIELDWORK[0].isoformat(),
            "fieldwork_to": FIELDWORK[1].isoformat(),
            "invented": True,
        },
        "cases": [_case(session) for session in sessions],
        "texts": dict(sorted(_texts(sessions))),
    }


def _texts(sessions: list[Session]) -> Iterator[tuple[str, dict[str, object]]]:
    """The words of every document, by their keys."""
    for session in sessions:
        if session.documents:
            for document in documents_of(session.reference):
                words = document.words
                yield words.key, {"text": words.text, "pages": words.pages}


def _case(session: Session) -> dict[str, object]:
    return {
        "reference": session.reference,
        "events": [
            {
                "seq": event.seq,
                "turn": event.turn,
                "at": time_text(event.at),
                "who": event.who,
                "kind": event.slot.kind.value,
                "subject": event.slot.subject,
                "row": event.slot.row,
                "old": event.old,
                "new": event.new,
                "instrument": event.instrument,
                "why": event.why,
                "undoes": event.undoes,
            }
            for event in session.events
        ],
    }


def make_cases() -> list[Session]:
    """The finished cases, then those to practise on."""
    instrument = load_packaged()
    random = Random(SEED)
    sample = draw_sample(random)
    wrong = [_wrong_levels(sample, case, random) for case in range(FINISHED)]
    facts = [facts_of(sample, case, wrong[case], instrument, random) for case in range(FINISHED)]
    judging = Judging(instrument, sample, facts, random)
    judging.settle_gates()
    judging.judge(sufficient_counts(instrument, judging.bases(), judging.settled()))
    days = [FIELDWORK[0] + timedelta(days=n) for n in range(11) if n not in (5, 6)]
    booked = appointments(phrases().assessors, days, FINISHED, random)
    finished: list[Session] = []
    for case in range(FINISHED):
        judged = _all_judgements(judging, case, random)
        teller = Teller(instrument, facts[case], judged, wrong[case], random)
        steps = sorted({key.question for key in judged} & _PLAIN)
        writing = Writing(
            instrument,
            f"FM-{case + 1:02}",
            booked[case],
            facts[case],
            judged,
            teller,
            random,
            put_off=frozenset(random.sample(steps, 2) if random.random() < 0.15 else ()),
            slips=frozenset(random.sample(steps, 1) if random.random() < 0.2 else ()),
        )
        finished.append(writing.write())
    return finished + practice_cases(judging, FINISHED + 1, random)


# Questions on which nothing else hangs, so that they can be put off or mistyped.
_PLAIN = {"1.1.08", "1.2.05", "1.2.08", "1.2.20", "2.1.03", "2.2.04", "2.2.09", "2.2.13"}


def _wrong_levels(sample: Sample, case: int, random: Random) -> dict[str, str]:
    """How the recorded level of harm, or of vulnerability, is wrong, where it is."""
    wrong: dict[str, str] = {}
    if case in sample.has["level_wrong"]:
        wrong["1.1.07"] = random.choice(("too_low", "too_low", "too_high"))
    if case in sample.has["vulnerability_wrong"]:
        planned = case in sample.has["vmp_required"]
        wrong["1.3.04"] = random.choice(("too_low", "not_rated") if planned else ("too_high",))
    return wrong


def _all_judgements(judging: Judging, case: int, random: Random) -> Judgements:
    judged = {key: cases[case] for key, cases in judging.judged.items() if case in cases}
    for key in sorted(judged):
        if judged[key] == "no" and key.question in _PLAIN and random.random() < 10 * _NOT_ENOUGH:
            judged[key] = "nei"
    judged[AnswerKey("3.1.12")] = _total_lower(judging, case, judged, random)
    if random.random() < _CHECKED:
        judged |= _record_checks(judging, case, judged, random)
    return judged


def _total_lower(
    judging: Judging, case: int, judged: Mapping[AnswerKey, str], random: Random
) -> str:
    has = judging.sample.has
    if case not in has["review_due"] or case in has["moved_away"]:
        return "nei"
    progress = judged.get(AnswerKey("3.1.07")) == "yes"
    return "yes" if random.random() < (0.85 if progress else 0.3) else "no"


def _record_checks(
    judging: Judging, case: int, judged: Mapping[AnswerKey, str], random: Random
) -> Judgements:
    """The unscored checks: found where the quality of the assessment suggests it."""
    facts: Mapping[str, Value] = judging.facts[case]
    poor = sum(judged.get(AnswerKey(q)) == "no" for q in ("1.1.03", "1.2.03", "1.3.03"))
    likely = {"X.03": 0.3 * poor, "X.04": 0.25 * poor, "X.06": 0.2 * poor, "X.07": 0.2 * poor}
    routing = Routing(judging.instrument, facts, judged)
    found: Judgements = {}
    for question in judging.instrument.questions:
        if question.criterion == "X" and routing.question(question.id):
            yes = random.random() < likely.get(question.id, 0.1)
            if question.id == "X.01":
                yes = facts["manager_from_start"] == "no"
            if not phrases().checks.get(question.id):
                yes = False
            found[AnswerKey(question.id)] = "yes" if yes else "no"
    return found
