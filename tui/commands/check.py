"""`corecase check` and `corecase flag`: what is flagged in a case, and what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from domain import intents
from domain.answers import AnswerKey
from domain.errors import Refused
from domain.flags.flag import Verdict
from domain.text_cleaning import clean
from tui.commands.workplace import (
    by_option,
    inspection_option,
    json_option,
    opened_case,
    settled,
)
from tui.exit_status import Slip
from tui.naming import question_named
from tui.pages import flags as page
from tui.printing import document, say, say_lines, wrapped

if TYPE_CHECKING:
    from domain.flags.checking import Findings
    from domain.flags.flag import Flag, Quote
    from domain.flags.versions import Compared, SectionShare
    from domain.interview import Session
    from tui.viewmodel.flags import FlagView


@click.command("check")
@click.argument("case")
@click.option("--undecided", is_flag=True, help="Leave out what was confirmed or dismissed.")
@inspection_option
@json_option
def check(case: str, undecided: bool, inspection: str | None, as_json: bool) -> None:
    """Everything flagged in the documents of CASE, with the words, the record and the rule.

    The exit status is 0 whether or not anything is.
    """
    from tui.viewmodel.flags import flag_views

    with opened_case(case, inspection) as interview:
        session = interview.session
        findings = interview.flagging.now(session)
    if as_json:
        document(_document(session, findings, undecided))
        return
    views = [v for v in flag_views(session, findings) if not (undecided and v.verdict)]
    if not findings:
        say(f"{page.NO_DOCUMENTS} `corecase add-document` reads them in.")
    elif not views:
        say("Nothing is left to decide." if undecided and findings.flags else page.NOTHING)
    say_lines(page.listed(views, findings.not_checked if findings else ()))
    if views:
        say(f"\n`corecase flag {session.reference} KEY` decides on one: KEY is the letters after")
        say("its number, which stay when documents are added; numbers move then.")


def _document(session: Session, findings: Findings | None, undecided: bool) -> dict[str, object]:
    flags = findings.flags if findings else ()
    if findings and undecided:
        flags = findings.undecided(session)
    return {
        "case": session.reference,
        "documents": [_compared(each) for each in findings.compared] if findings else [],
        "flags": [_flag(session, flag) for flag in flags],
        "not_checked": list(findings.not_checked) if findings else [],
    }


def _compared(compared: Compared) -> dict[str, object]:
    about = compared.document.about
    return {
        "number": compared.document.number,
        "name": about.name,
        "kind": about.kind,
        "stage": about.stage,
        "dated": about.written.iso(),
        "author": about.author,
        "countersigned_by": about.countersigned_by,
        "countersigned_on": about.countersigned.iso() if about.countersigned else None,
        "share": compared.share,
        "sections": [_section(each) for each in compared.sections],
    }


def _section(each: SectionShare) -> dict[str, object]:
    return {
        "heading": each.section.heading,
        "share": each.comparison.share,
        "label": each.comparison.label,
        "words": each.comparison.words,
        "earlier": each.earlier,
    }


def _flag(session: Session, flag: Flag) -> dict[str, object]:
    decided = session.flag_decisions.get(flag.key)
    return {
        "key": flag.key,
        "kind": str(flag.kind),
        "rule": flag.rule,
        "label": flag.label,
        "sure": flag.sure,
        "say": flag.say,
        "against": flag.against,
        "source": flag.source,
        "quotes": [_quote(quote) for quote in flag.quotes],
        "questions": list(flag.questions),
        "documents": list(flag.documents),
        "decision": {"verdict": str(decided.verdict), "why": decided.why} if decided else None,
    }


def _quote(quote: Quote) -> dict[str, object]:
    return {
        "document": quote.document,
        "start": quote.start,
        "end": quote.end,
        "page": quote.page,
        "text": quote.text,
        "said": quote.said,
    }


@click.command("flag")
@click.argument("case")
@click.argument("flag", metavar="NUMBER|KEY")
@click.option("--confirm", "verdict", flag_value=Verdict.CONFIRMED.value, help="It is so.")
@click.option(
    "--dismiss", "verdict", flag_value=Verdict.DISMISSED.value, help="It is not so, or no matter."
)
@click.option("--reconsider", is_flag=True, help="Take the decision back.")
@click.option("--why", metavar="REASON", default="", help="Goes into the log; to dismiss, needed.")
@click.option("--fill", metavar="QUESTION", help="Put its words and reason into this answer.")
@inspection_option
@by_option
def flag(
    case: str,
    flag: str,
    verdict: str | None,
    reconsider: bool,
    why: str,
    fill: str | None,
    inspection: str | None,
    by: str | None,
) -> None:
    """Confirm or dismiss a flag of CASE, by its number or key in `corecase check`.

    The first letters of the key are enough. They stay the same; numbers move with documents.

    Without an option the flag is shown. --fill confirms it too.
    """
    from tui.viewmodel.flags import filled

    verdict = verdict or (Verdict.CONFIRMED.value if fill else None)
    _refuse_both(verdict, reconsider, fill)
    with opened_case(case, inspection, by) as interview:
        view = _view_meant(interview.session, interview.flagging.now(interview.session), flag)
        if not (reconsider or verdict):
            say_lines(page.flag(view))
            return
        intent: intents.Intent = intents.ReconsiderFlag(view.key)
        if verdict:
            intent = _decision(interview.session, view, Verdict(verdict), clean(why), fill)
        outcome = settled(interview, interview.take(intent))
        told = filled(interview.session, outcome.events)
    done = verdict.capitalize() if verdict else "To be decided on again"
    for line in (f"{done}: {view.short} {view.what}", told):
        say_lines(wrapped(line) if line else [])


def _refuse_both(verdict: str | None, reconsider: bool, fill: str | None) -> None:
    if verdict and reconsider:
        raise Slip("A flag is decided on or reconsidered, not both: leave one option out.")
    if fill and verdict == Verdict.DISMISSED:
        raise Slip("A dismissed flag fills in nothing: use --confirm, or leave --fill out.")


def _decision(
    session: Session, view: FlagView, verdict: Verdict, why: str, fill: str | None
) -> intents.DecideFlag:
    if view.flag is None:
        raise Refused("It is not seen in the documents now; --reconsider takes the decision back.")
    if fill is None:
        return intents.DecideFlag(view.flag, verdict, why)
    question = question_named(session, fill).id
    if question not in view.flag.questions:
        listed = ", ".join(view.flag.questions) or "no question"
        raise Refused(f"This flag does not bear on {question} but on {listed}.")
    return intents.DecideFlag(view.flag, verdict, why, AnswerKey(question))


def _view_meant(session: Session, findings: Findings | None, name: str) -> FlagView:
    """By its number, or a key or the beginning of one. Raises Refused."""
    from tui.viewmodel.flags import flag_views, flags_meant

    found = flags_meant(flag_views(session, findings), name)
    if len(found) == 1:
        return found[0]
    many = f"“{name}” is the beginning of several" if found else f"There is no flag “{name}”"
    raise Refused(f"{many}; `corecase check {session.reference}` lists them.")


COMMANDS = {"check": check, "flag": flag}
