"""What a typed line was taken for, in a few words, for the tables of the tests."""

from domain import intents
from domain.answers import AnswerKey
from domain.interview import Session
from domain.typed import Command, Nothing, Say, Typed, Unclear, read
from tests.instruments import TODAY, take, tiny


def told(typed: Typed) -> str:
    """`no copied,late | she agreed` for a judgement; `note`; `? n t` for a question back."""
    if isinstance(typed, Unclear):
        return " ".join(("?", *(way.key for way in typed.ways)))
    if isinstance(typed, (Command, Nothing)):
        return type(typed).__name__.lower()
    return _intent(typed)


def _intent(say: Say) -> str:
    match say.intent:
        case intents.Judge(judgement=judgement, reasons=reasons, note=note):
            return _judgement(judgement, reasons, note)
        case intents.JudgeRows(judgements=judged):
            return "; ".join(
                f"{j.key.row} {_judgement(j.judgement, j.reasons, j.note)}" for j in judged
            )
        case intents.GiveReasons(reasons=reasons, note=note):
            return _judgement("reasons", reasons, note)
        case intents.Remark():
            return "note"
        case intents.SetFact(value=value):
            return repr(value)
        case other:
            return type(other).__name__.lower()


def _judgement(judgement: str, reasons: tuple[str, ...], note: str) -> str:
    said = f"{judgement} {','.join(reasons)}".strip()
    return f"{said} | {note}" if note else said


def library() -> Session:
    """A small library without steps that lends books and has all its shelves."""
    return take(
        Session.start(tiny(), "L1"),
        intents.SetFact("opened", "2012-02-01"),
        intents.SetFact("size", "small"),
        intents.SetFact("has_steps", "no"),
        intents.SetFact("stocked", ("fiction", "history", "science")),
        intents.SetFact("lends", "yes"),
    )


def at(step: str, text: str, session: Session | None = None) -> str:
    """What `text`, typed at a step of the library, is taken for."""
    return told(read(session or library(), step, text, TODAY))


DOOR = AnswerKey("A1.1")
