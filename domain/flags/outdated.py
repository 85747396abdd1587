"""Out of date: statements of a section that the record or the calendar speaks against.

Each rule reads what a clause claims (of whom, when, as fact or as supposition) and holds it against
the record on the day of the version. Catalogue: kinds by name in RULES; words beside in words.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from domain.flags.ages import age_stale
from domain.flags.court import awaiting_sentence
from domain.flags.history import history_understated
from domain.flags.homes import old_placement
from domain.flags.orders import ended_order
from domain.flags.passages import Span
from domain.flags.places import old_school
from domain.flags.planned import dates_passed
from domain.flags.reading import Sentence, mark_carried, mark_taken_over, sentences
from domain.flags.record import Record
from domain.flags.school_years import school_year
from domain.flags.speaking_of import Cast
from domain.flags.statement import Held, Outdated, Taken
from domain.flags.ties import historic_as_current, previous_manager, wrong_person
from domain.flags.time_words import elapsed_duration, relative_time

Origin = Callable[[Span], Taken | None]
Rule = Callable[[Held, Sentence], Iterator[Outdated]]

RULES: tuple[Rule, ...] = (
    awaiting_sentence,
    dates_passed,
    age_stale,
    school_year,
    old_school,
    old_placement,
    previous_manager,
    historic_as_current,
    ended_order,
    history_understated,
    wrong_person,
    relative_time,
    elapsed_duration,
)


def out_of_date(
    text: str,
    record: Record,
    now: date,
    *,
    earlier_text: str = "",
    earlier: date | None = None,
    prompts: Sequence[str] = (),
    other_child: str = "",
    origin: Origin | None = None,
) -> list[Outdated]:
    """The statements of `text`, as dated `now`, that no longer hold, in order of the text.

    earlier_text, earlier: the version it may have been taken over from, and its day. other_child:
    the first name in a section cloned from another case. origin: tells for each sentence the
    version it was first written in, None if it is new; in place of an earlier text.
    """
    held = Held(record, now, earlier, Cast(record), other_child)
    found: list[Outdated] = []
    read = sentences(text, _names(record), prompts)
    if earlier_text:
        mark_carried(read, earlier_text)
    for sentence in read:
        if origin is not None:
            taken = origin(sentence.span)
            held = replace(held, earlier=taken.day if taken else None)
            if taken:
                mark_taken_over(sentence, taken.text)
        for rule in RULES:
            found.extend(rule(held, sentence))
    return sorted(set(found))


def _names(record: Record) -> frozenset[str]:
    """First names and surnames that may stand as a subject, in lower case."""
    people = [record.first_name, record.surname, *record.relatives]
    people += [w for m in record.managers for w in m.name.split()]
    people += [w for e in record.ended for w in e.name.split() if w[:1].isupper()]
    return frozenset(p.lower() for p in people if len(p) > 1)
