"""A whole interview driven by itself: valid values and answers, picked by whoever asks."""

from collections.abc import Callable

from domain.answers import AnswerKey
from domain.case import options
from domain.course import FACT
from domain.events import Value
from domain.instrument import Fact, Instrument, Question
from domain.intents import Finish, Intent, Judge, JudgeRows, SetFact
from domain.interview import Session
from tests.instruments import take

Pick = Callable[[int], int]  # a whole number from 0 up to, not including, the one given

# Dates that can stand together, of the real instrument and of the library.
DATES = {
    "birth_date": "1996-05-14",
    "sentence_date": "2012-01-10",
    "start_date": "2012-01-10",
    "release_date": "2012-03-20",
    "end_date": "2012-11-30",
    "opened": "2009-03-01",
    "closed": "2012-02-10",
}
MOST_STEPS = 400


def first(_count: int) -> int:
    return 0


def some_value(instrument: Instrument, fact: Fact, pick: Pick) -> Value:
    """A value that the fact can have."""
    ids = [choice.id for choice in options(instrument, fact)]
    low = fact.minimum or 0
    match fact.kind:
        case "choice" | "yes_no":
            return ids[pick(len(ids))]
        case "choices":
            return tuple(id_ for id_ in ids if pick(2))
        case "date":
            return DATES.get(fact.id, "2012-01-12")
        case "number":
            return low + pick((fact.maximum or 9) - low + 1)
        case "scores":
            return {id_: low + pick((fact.maximum or 4) - low + 1) for id_ in ids}
        case "timeline":
            change: Value = {"date": "2012-02-14", "kind": ids[pick(len(ids))], "text": ""}
            return (change,) if pick(2) else ()
        case "people":
            return ({"name": "A.W.", "from": ""},)
        case "stays":
            return ({"name": "Hill School", "from": "2010-09-03", "until": ""},)
        case _:
            return "a few words"


def some_answer(session: Session, question: Question, pick: Pick) -> Intent:
    """A judgement of everything that the question is due, with the reason it may need."""
    judgements = session.instrument.scale_of(question).judgements
    codes = [reason.code for reason in session.instrument.reasons_of(question)]

    def judge(key: AnswerKey) -> Judge:
        judgement = judgements[pick(len(judgements))]
        reasons = (codes[pick(len(codes))],) if judgement.wants == "reasons" and codes else ()
        note = "because of the case" if judgement.wants == "note" else ""
        return Judge(key, judgement.id, reasons, note)

    keys = session.routing.keys(question.id)
    return judge(keys[0]) if not question.rows else JudgeRows(tuple(judge(key) for key in keys))


def answer_to(session: Session, step: str, pick: Pick) -> Intent:
    if step.startswith(FACT):
        fact = session.instrument.fact[step.removeprefix(FACT)]
        return SetFact(fact.id, some_value(session.instrument, fact, pick))
    return some_answer(session, session.instrument.question[step], pick)


def walk(session: Session, pick: Pick, given: dict[str, Value] | None = None) -> list[Session]:
    """The sessions from here to where nothing is left to ask; `given` are facts by id.

    Fails where the conversation does not come to an end.
    """
    sessions = [session]
    step = session.next_step()
    while step is not None:
        assert len(sessions) < MOST_STEPS, f"still asking {step}"
        fact_id = step.removeprefix(FACT)
        if step.startswith(FACT) and fact_id in (given or {}):
            intent: Intent = SetFact(fact_id, (given or {})[fact_id])
        else:
            intent = answer_to(session, step, pick)
        session = take(session, intent)
        sessions.append(session)
        step = session.next_step(step)
    return sessions


def finished(session: Session, pick: Pick = first) -> Session:
    return take(walk(session, pick)[-1], Finish())
