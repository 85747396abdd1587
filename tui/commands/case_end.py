"""Looking a case over, finishing, countersigning, returning and reopening it, and its log."""

from __future__ import annotations

import click

from domain import intents
from domain.review import review as review_of
from domain.text_cleaning import clean
from tui.commands.workplace import (
    by_option,
    inspection_option,
    json_option,
    opened_case,
    settled,
)
from tui.exit_status import in_commands
from tui.pages import case as page
from tui.pages import scores as score_page
from tui.printing import document, remark, say, say_lines
from tui.viewmodel import case_scores, flags_left


@click.command("review")
@click.argument("case")
@inspection_option
@json_option
def review(case: str, inspection: str | None, as_json: bool) -> None:
    """List what is open, put off, without a reason or at odds in CASE."""
    with opened_case(case, inspection) as interview:
        session = interview.session
    if not as_json:
        say_lines(page.missing(session))
        return
    lines = [
        {"trouble": str(line.trouble), "step": line.step, "name": line.name, "say": line.say}
        for line in review_of(session)
    ]
    progress = session.progress
    document(
        {
            "case": session.reference,
            "finished": session.finished,
            "standing": session.standing.value,
            "answered": progress.answered,
            "due": progress.due,
            "lines": lines,
        }
    )


@click.command("finish")
@click.argument("case")
@inspection_option
@by_option
def finish(case: str, inspection: str | None, by: str | None) -> None:
    """Lock CASE and count it in the scores of its inspection."""
    with opened_case(case, inspection, by) as interview:
        settled(interview, interview.take(intents.Finish()))
        session = interview.session
        left = flags_left(session, interview.flagging.tried_now(session))
    say(f"Case {session.reference} is finished and locked.")
    if left:
        remark(in_commands(left))
    lines = score_page.lines_of(session.instrument, case_scores(session))
    say_lines(score_page.in_sentences(line for line in lines if line.heading == "Headline"))


@click.command("countersign")
@click.argument("case")
@inspection_option
@by_option
def countersign(case: str, inspection: str | None, by: str | None) -> None:
    """Agree with a finished CASE, as a second person.

    To countersign is to say: I have looked at this case and its evidence, and agree with its
    judgements. Nobody countersigns a case that they judged an answer of.
    """
    with opened_case(case, inspection, by) as interview:
        settled(interview, interview.take(intents.Countersign(interview.who)))
        say(f"{interview.who} has countersigned case {interview.session.reference}.")


@click.command("return")
@click.argument("case")
@click.option("--why", metavar="COMMENTS", required=True, help="What to look at again.")
@inspection_option
@by_option
def return_(case: str, why: str, inspection: str | None, by: str | None) -> None:
    """Give a finished CASE back, open, as a second person.

    The comments go into the log, and are shown when the case is opened, until it is finished again.
    """
    with opened_case(case, inspection, by) as interview:
        settled(interview, interview.take(intents.Return(interview.who, clean(why))))
        say(f"Case {interview.session.reference} is returned to its assessor, and open again.")


@click.command("reopen")
@click.argument("case")
@click.option("--why", metavar="REASON", required=True, help="Goes into the log.")
@inspection_option
@by_option
def reopen(case: str, why: str, inspection: str | None, by: str | None) -> None:
    """Open a finished CASE again; a countersignature of it is void."""
    with opened_case(case, inspection, by) as interview:
        settled(interview, interview.take(intents.Reopen(clean(why))))
        say(f"Case {interview.session.reference} is open again.")


@click.command("log")
@click.argument("case")
@inspection_option
@json_option
def log(case: str, inspection: str | None, as_json: bool) -> None:
    """Everything recorded in CASE, oldest first."""
    with opened_case(case, inspection) as interview:
        session = interview.session
    if not as_json:
        say_lines(page.log(session))
        return
    events = [
        {
            "seq": event.seq,
            "turn": event.turn,
            "at": event.at.isoformat(),
            "who": event.who,
            "kind": str(event.slot.kind),
            "subject": event.slot.subject,
            "row": event.slot.row,
            "old": event.old,
            "new": event.new,
            "instrument": event.instrument,
            "why": event.why,
            "undoes": event.undoes,
        }
        for event in session.events
    ]
    document({"case": session.reference, "events": events})


COMMANDS = {
    "review": review,
    "finish": finish,
    "countersign": countersign,
    "return": return_,
    "reopen": reopen,
    "log": log,
}
