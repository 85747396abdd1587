"""The facts of each invented case: what follows from its traits, and the rest drawn at random."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from domain.calendar import age_on, is_working_day
from domain.events import Value
from domain.instrument import Instrument
from domain.routing import Routing
from storage.demonstration.generator.phrases import phrases
from storage.demonstration.generator.sample import CUSTODIAL, Sample

FIELDWORK = (date(2012, 2, 6), date(2012, 2, 17))
_OLDEST_START = date(2011, 2, 21)  # a sample is of cases up to a year old
_LEVELS = ("low", "medium", "high", "very_high")

# Facts that are a trait of the sample, yes or no.
_TRAITS = (
    "child_in_need",
    "child_protection",
    "community",
    "custody",
    "enough_history",
    "full_rosh_required",
    "harm_changed",
    "harm_interventions",
    "harm_issues",
    "home_visit_relevant",
    "immediate_action_community",
    "immediate_action_custody",
    "iss",
    "looked_after",
    "mappa",
    "multi_agency",
    "non_compliance",
    "other_assessments",
    "other_child_affected",
    "other_information",
    "other_plans",
    "parents_relevant",
    "referral_needed_community",
    "referral_needed_custody",
    "released",
    "review_due",
    "rmp_required",
    "safeguarding_interventions",
    "safeguarding_needs",
    "social_care_involved",
    "transfer_due",
    "victim_identified",
    "vmp_required",
    "vulnerability_known",
)


@dataclass(frozen=True, slots=True)
class Dates:
    sentence: date
    release: date | None
    end: date | None


def facts_of(
    sample: Sample, case: int, wrong: Mapping[str, str], instrument: Instrument, random: Random
) -> dict[str, Value]:
    """Every fact of a case, asked or not. wrong: how the level of harm or of vulnerability is
    wrong (too_low, too_high, not_rated), where it is."""
    dates = _dates(sample, case, random)
    facts: dict[str, Value] = {t: "yes" if case in sample.has[t] else "no" for t in _TRAITS}
    facts |= {fact: _rows(sample, case, fact, instrument) for fact in sample.rows}
    facts |= _sentence(sample, case, dates, random)
    facts |= _people(dates, random)
    facts |= _child(sample, case, dates, random)
    facts |= _levels(sample, case, wrong, random)
    facts["significant_changes"] = _changes(sample, case, dates, facts, random)
    facts["earlier_version"] = "no" if random.random() < 0.1 else "yes"
    worked_out = Routing(instrument, facts, {}).value("scaled_approach_worked_out")
    facts["scaled_approach"] = worked_out
    return facts


def _rows(sample: Sample, case: int, fact: str, instrument: Instrument) -> Value:
    row_set = instrument.fact[fact].rows
    assert row_set is not None
    order = [row.id for row in instrument.row_set[row_set].rows]
    having = sample.rows[fact]
    return tuple(row for row in order if case in having.get(row, ()))


# -- the sentence


def _dates(sample: Sample, case: int, random: Random) -> Dates:
    has, kind = sample.has, sample.kinds[case]
    if case in has["inside_long"]:
        return Dates(_court_day(date(2011, 8, 22), random), None, None)
    if case in has["inside"] or case not in has["review_due"]:
        return Dates(_court_day(date(2011, 12, 5), random, 24), None, None)
    if kind in CUSTODIAL:
        months = random.choice((4, 6, 6, 8, 10) if kind == "dto" else (12,))
        latest = FIELDWORK[0] - timedelta(days=15 * months + 30)
        sentence = _court_day(latest - timedelta(days=random.randint(0, 90)), random)
        sentence = max(sentence, _OLDEST_START)
        end = sentence + timedelta(days=30 * months)
        return Dates(
            sentence, sentence + timedelta(days=15 * months), end if end < FIELDWORK[0] else None
        )
    sentence = _court_day(_OLDEST_START + timedelta(days=random.randint(0, 245)), random)
    months = {"reparation_order": 3, "referral_order": random.choice((4, 6, 9, 12))}.get(
        kind, random.choice((9, 12, 12, 18))
    )
    end = sentence + timedelta(days=round(30.4 * months))
    return Dates(sentence, None, end if end < FIELDWORK[0] else None)


def _court_day(day: date, random: Random, spread: int = 5) -> date:
    """A court day within `spread` days from `day` on, or the last one before."""
    day += timedelta(days=random.randrange(spread))
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _sentence(sample: Sample, case: int, dates: Dates, random: Random) -> dict[str, Value]:
    weight = "victim" if case in sample.has["victim_identified"] else "no_victim"
    if case in sample.has["rmp_required"] and weight == "victim":
        weight = "grave"
    offence, seriousness = random.choice(phrases().offences[weight])
    return {
        "sentence_type": sample.kinds[case],
        "offence": offence,
        "seriousness": seriousness,
        "sentence_date": dates.sentence.isoformat(),
        "start_date": dates.sentence.isoformat(),
        "release_date": dates.release.isoformat() if dates.release else "",
        "end_date": dates.end.isoformat() if dates.end else "",
    }


# -- people


def _people(dates: Dates, random: Random) -> dict[str, Value]:
    """Case managers as initials. Many cases changed hands in a restructure in autumn 2011."""
    first, second = random.sample(phrases().case_managers, 2)
    held: list[Value] = [{"name": first, "from": dates.sentence.isoformat()}]
    changed = date(2011, 9, 26) + timedelta(days=random.randrange(40))
    running = dates.sentence < changed - timedelta(days=20) and (dates.end or changed) >= changed
    if running and random.random() < 0.75:
        held.append({"name": second, "from": changed.isoformat()})
    return {
        "case_managers": tuple(held),
        "manager_from_start": "yes" if len(held) == 1 else "no",
        "countersigning_manager": random.choice(phrases().managers),
    }


def _child(sample: Sample, case: int, dates: Dates, random: Random) -> dict[str, Value]:
    ages = (17,) if case in sample.has["transfer_due"] else (12, 13, 14, 14, 15, 15, 16, 16, 16, 17)
    age = random.choice(ages)
    born = dates.sentence - timedelta(days=round(365.25 * age) + random.randrange(20, 340))
    female = random.random() < 0.2
    diverse = case in sample.has["diversity"]
    ethnicity = "white_british"
    if diverse and random.random() < 0.16:
        ethnicity = random.choice(
            ("white_other", "white_other", "mixed_white_caribbean", "caribbean")
        )
    factors = _diversity(sample, case, female, ethnicity, random) if diverse else ()
    school = age_on(born, dates.sentence) < 16
    return {
        "birth_date": born.isoformat(),
        "gender": "female" if female else "male",
        "ethnicity": ethnicity,
        "language": "Lithuanian" if "language" in factors else "English",
        "ete_status": random.choice(
            ("school", "school", "special_school", "alternative", "part_time", "none")
            if school
            else ("college_training", "college_training", "none", "none", "work")
        ),
        "diversity": factors,
    }


def _diversity(
    sample: Sample, case: int, female: bool, ethnicity: str, random: Random
) -> tuple[Value, ...]:
    """What the work has to allow for, in the order of the instrument; at least one thing."""
    wanted = {
        "language": ethnicity == "white_other",
        "learning": random.random() < 0.6,
        "disability": random.random() < 0.06,
        "ethnicity_culture": ethnicity != "white_british",
        "gender": female and random.random() < 0.5,
        "rurality": random.random() < 0.35,
        "care_experience": case in sample.has["looked_after"],
        "health": random.random() < 0.2,
    }
    return tuple(name for name, there in wanted.items() if there) or ("learning",)


# -- levels and scores


def _levels(
    sample: Sample, case: int, wrong: Mapping[str, str], random: Random
) -> dict[str, Value]:
    linked = sample.rows["linked_factors"]
    worry = sample.harm[case] + sample.need[case]
    much = (2, 2, 2, 3) if worry < 0.6 else (2, 3, 3, 3) if worry < 1.0 else (3, 3, 4, 4)
    little = (0, 0, 0, 1) if worry < 0.6 else (0, 0, 1) if worry < 1.0 else (0, 1)
    dynamic: dict[str, Value] = {
        factor: random.choice(much if case in linked[factor] else little) for factor in linked
    }
    first_tier = sample.kinds[case] in ("referral_order", "reparation_order")
    return {
        "rosh_class": _level(
            case in sample.has["rmp_required"], sample.harm[case], wrong.get("1.1.07"), random
        ),
        "vulnerability_level": _level(
            case in sample.has["vmp_required"], sample.need[case], wrong.get("1.3.04"), random
        ),
        "asset_dynamic": dynamic,
        "asset_static": random.randint(0, 5) if first_tier else random.randint(4, 14),
    }


def _level(planned: bool, worry: float, wrong: str | None, random: Random) -> str:
    """The level on record: low unless a plan was required, higher the more of a worry it is."""
    if wrong == "not_rated":
        return "none_recorded"
    right = min(3, 1 + int(max(0.0, worry + 0.3 * random.random() - 0.55) / 0.3)) if planned else 0
    shift = {"too_low": -1, "too_high": 1}.get(wrong or "", 0)
    return _LEVELS[max(0, min(right, 2) + shift)] if shift else _LEVELS[right]


def _changes(
    sample: Sample, case: int, dates: Dates, facts: Mapping[str, Value], random: Random
) -> Value:
    """What changed and when, oldest first; a release is always among them."""
    if case not in sample.has["significant_changes"]:
        return ()
    changes: list[dict[str, Value]] = []
    if dates.release:
        changes.append({"date": dates.release.isoformat(), "kind": "release", "text": "on licence"})
    kinds = list(phrases().changes)
    if case in sample.has["harm_changed"]:
        kinds = ["new_offence", "arrest", "violence", "victim_order"]
    elif facts["looked_after"] == "no":
        kinds.remove("looked_after")
    last = min(dates.end or FIELDWORK[0], FIELDWORK[0]) - timedelta(days=10)
    first = min(dates.sentence + timedelta(days=25), last - timedelta(days=5))
    more = (
        random.choice((1, 1, 2)) if not dates.release or case in sample.has["harm_changed"] else 0
    )
    for kind in random.sample(kinds, more):
        day = first + timedelta(days=random.randrange(max(1, (last - first).days)))
        text = random.choice(phrases().changes[kind])
        changes.append({"date": day.isoformat(), "kind": kind, "text": text})
    return tuple(sorted(changes, key=lambda change: str(change["date"])))
