"""The invented sample: 62 finished cases and 3 open ones, as sets of cases that share a trait.

How many cases share each trait is chosen (it was not published) so that shares such as "one of
nine" or "41%" can come out of it. Which cases they are is drawn, with a leaning: the cases that
are more of a worry get more of what follows from worry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

FINISHED = 62
OPEN = 3
Cases = frozenset[int]

# The sentences of the finished cases.
KINDS = {"referral_order": 22, "reparation_order": 2, "yro": 21, "dto": 15, "other_custody": 2}
CUSTODIAL = ("dto", "other_custody")

# Factors linked with the offending: cases in all, and cases with a custodial sentence among them.
LINKED = {
    "living": (9, 4),
    "family": (18, 6),
    "ete": (34, 11),
    "neighbourhood": (8, 2),
    "lifestyle": (19, 7),
    "substance": (30, 9),
    "physical": (7, 2),
    "emotional": (11, 4),
    "perception": (18, 11),
    "thinking": (38, 15),
    "attitudes": (20, 11),
    "motivation": (32, 15),
}
ASSESSMENT = {
    "social_care": 26,
    "ete": 34,
    "substance": 22,
    "physical_health": 12,
    "mental_health": 18,
    "police": 34,
    "accommodation": 7,
    "secure": 9,
    "other": 5,
}
COMMUNITY = {
    "social_care": 22,
    "ete": 32,
    "substance": 21,
    "physical_health": 9,
    "mental_health": 17,
    "police": 18,
    "accommodation": 8,
    "other": 5,
}
CUSTODY = {
    "social_care": 9,
    "ete": 13,
    "substance": 11,
    "physical_health": 10,
    "mental_health": 9,
    "police": 5,
    "accommodation": 6,
    "secure": 14,
}
RESETTLEMENT = {
    "social_care": 8,
    "ete": 12,
    "substance": 9,
    "physical_health": 6,
    "mental_health": 7,
    "accommodation": 5,
}


@dataclass
class Sample:
    """kinds: the sentence of each case. harm, need, work: how much of a worry the case is to
    others and for the child, and how well it was worked on, each about 0 to 1. has: the cases
    with a trait. rows: the cases with a factor or agency, by fact."""

    kinds: list[str]
    harm: list[float]
    need: list[float]
    work: list[float]
    has: dict[str, Cases] = field(default_factory=dict)
    rows: dict[str, dict[str, Cases]] = field(default_factory=dict)


class Drawing:
    """Draws sets of cases of an exact size."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def pick(
        self, pool: Iterable[int], size: int, lean: Callable[[int], float] = lambda _case: 0.0
    ) -> Cases:
        """`size` cases of the pool; those with a higher `lean` are likelier to be drawn."""
        ordered = sorted(pool)
        if len(ordered) < size:
            raise ValueError(f"{size} cases are wanted and {len(ordered)} are there")
        drawn = [(lean(case) + 0.6 * self.random.random(), case) for case in ordered]
        return frozenset(case for _, case in sorted(drawn, reverse=True)[:size])


def draw_sample(random: Random) -> Sample:
    kinds = [kind for kind, number in KINDS.items() for _ in range(number)]
    random.shuffle(kinds)
    custodial = [0.3 * (kind in CUSTODIAL) for kind in kinds]
    sample = Sample(
        kinds,
        harm=[0.7 * random.random() + extra for extra in custodial],
        need=[0.7 * random.random() + extra for extra in custodial],
        work=[random.random() for _ in kinds],
    )
    drawing = Drawing(random)
    _stages(sample, drawing)
    _harm(sample, drawing)
    _needs(sample, drawing)
    _plans_of_others(sample, drawing)
    _events(sample, drawing)
    _protection(sample, drawing)
    _work_found(sample, drawing)
    _rows(sample, drawing)
    return sample


def _stages(sample: Sample, drawing: Drawing) -> None:
    """Custody for 17, of whom 3 are still inside: one on a long sentence, two newly sentenced."""
    cases = range(FINISHED)
    custody = frozenset(case for case in cases if sample.kinds[case] in CUSTODIAL)
    long = drawing.pick((c for c in custody if sample.kinds[c] == "other_custody"), 1)
    new = drawing.pick((c for c in custody if sample.kinds[c] == "dto"), 2)
    sample.has |= {
        "all": frozenset(cases),
        "custody": custody,
        "inside": long | new,
        "inside_long": long,
        "released": custody - long - new,
        "community": frozenset(cases) - long - new,
        "outside": frozenset(cases) - custody,
    }


def _harm(sample: Sample, drawing: Drawing) -> None:
    has, harm = sample.has, sample.harm.__getitem__
    one_inside = drawing.pick(has["inside"] - has["inside_long"], 1)
    rmp = (
        has["inside_long"]
        | one_inside
        | drawing.pick(has["released"], 7, harm)
        | drawing.pick(has["outside"], 22, harm)
    )
    lesser = drawing.pick(has["released"] - rmp, 4, harm) | drawing.pick(
        has["outside"] - rmp, 13, harm
    )
    mappa = drawing.pick(rmp, 4, harm)
    has |= {
        "rmp_required": rmp,
        "lesser": lesser,
        "harm_issues": rmp | lesser,
        "full_rosh_required": rmp | drawing.pick(lesser, 7, harm),
        "mappa": mappa,
        "multi_agency": mappa | drawing.pick(rmp - mappa, 5, harm),
        "harm_interventions": has["inside_long"]
        | drawing.pick(has["released"] & (rmp | lesser), 9, harm)
        | drawing.pick(has["outside"] & (rmp | lesser), 23, harm),
    }
    in_view = has["harm_issues"] & has["inside"]
    has["victim_identified"] = (
        in_view
        | drawing.pick(has["released"], 10, harm)
        | drawing.pick(has["outside"], 31, lambda c: harm(c) + (c in has["harm_issues"]))
    )


def _needs(sample: Sample, drawing: Drawing) -> None:
    has, need = sample.has, sample.need.__getitem__
    one_inside = drawing.pick(has["inside"], 1)
    needs = (
        has["inside"]
        | drawing.pick(has["released"], 12, need)
        | drawing.pick(has["outside"], 36, need)
    )
    vmp = (
        one_inside
        | drawing.pick(has["released"] & needs, 10, need)
        | drawing.pick(has["outside"] & needs, 25, need)
    )
    social_care = drawing.pick(vmp, 20, need) | drawing.pick(needs - vmp, 6, need)
    protected = drawing.pick(social_care, 5, need)
    # A plan was made for 14 of the 20 children with social care involved, and 9 of the others.
    made = (
        one_inside
        | drawing.pick((vmp & social_care) - one_inside, 14 - len(one_inside & social_care))
        | drawing.pick((vmp - social_care) - one_inside, 9 - len(one_inside - social_care))
    )
    has |= {
        "safeguarding_needs": needs,
        "vulnerability_known": needs & has["custody"],
        "vmp_required": vmp,
        "vmp_done": made,
        "social_care_involved": social_care,
        "looked_after": drawing.pick(social_care, 12, need),
        "child_protection": protected,
        "child_in_need": drawing.pick(social_care - protected, 8, need),
        "diversity": drawing.pick(has["inside"], 2)
        | drawing.pick(has["released"], 11)
        | drawing.pick(has["outside"], 36, need),
        "parents_relevant": drawing.pick(has["all"], 57),
    }


def _plans_of_others(sample: Sample, drawing: Drawing) -> None:
    has, need = sample.has, sample.need.__getitem__
    by_status = has["looked_after"] | has["child_protection"] | has["child_in_need"]
    more = 15 - len(by_status & has["vmp_done"])
    plans = by_status | drawing.pick(has["vmp_done"] - by_status, more, need)
    plans |= drawing.pick(has["all"] - plans - has["vmp_done"], 28 - len(plans), need)
    has["other_plans"] = plans
    has["other_assessments"] = drawing.pick(has["all"] - plans, 7, need)


def _events(sample: Sample, drawing: Drawing) -> None:
    """Reviews due, changes, and what became of them: 25 community cases with a change had work
    to manage harm that could be looked at again."""
    has, harm = sample.has, sample.harm.__getitem__
    outside, working = has["outside"], has["harm_interventions"]
    changes = drawing.pick(outside & working, 16, harm) | drawing.pick(outside - working, 4, harm)
    due = changes | drawing.pick(outside - changes, 37 - len(changes))
    always = has["released"] | has["inside_long"]
    moved = drawing.pick((c for c in outside - changes if sample.kinds[c] == "yro" and c in due), 1)
    late_comer = drawing.pick(outside - moved, 1)
    has |= {
        "significant_changes": changes | always,
        "review_due": due | always,
        "harm_changed": drawing.pick((changes | always) & has["harm_issues"], 20, harm),
        "moved_away": moved,
        "came_from_elsewhere": late_comer,
        "non_compliance": drawing.pick(
            has["all"] - moved, 38, lambda c: harm(c) - 0.4 * sample.work[c]
        ),
        "enough_history": drawing.pick(
            has["all"], 50, lambda c: float(sample.kinds[c] not in ("referral_order",))
        ),
        "home_visit_relevant": drawing.pick(
            has["all"], 48, lambda c: float(c in has["harm_issues"] or c in has["vmp_required"])
        ),
    }


def _protection(sample: Sample, drawing: Drawing) -> None:
    has, need = sample.has, sample.need.__getitem__
    outside_now = has["safeguarding_needs"] & has["community"]
    inside_then = has["safeguarding_needs"] & has["custody"]
    supervised = (c for c in has["all"] if sample.kinds[c] in ("yro", "dto", "other_custody"))
    has |= {
        "immediate_action_community": drawing.pick(outside_now, 14, need),
        "immediate_action_custody": drawing.pick(inside_then, 5, need),
        "referral_needed_community": drawing.pick(outside_now, 24, need),
        "referral_needed_custody": drawing.pick(inside_then, 6, need),
        "other_child_affected": drawing.pick(has["all"], 12, need),
        "safeguarding_interventions": drawing.pick(outside_now, 42, need),
        "other_information": drawing.pick(has["all"], 11),
        "iss": drawing.pick(supervised, 8, sample.harm.__getitem__),
        "transfer_due": drawing.pick(has["released"], 3) | drawing.pick(has["outside"], 5),
        "no_more_support": drawing.pick(has["released"], 4, lambda c: -need(c)),
        "came_to_light_late": drawing.pick(inside_then & has["released"], 1, lambda c: -need(c)),
    }


def _work_found(sample: Sample, drawing: Drawing) -> None:
    """The answers on which further questions hang: what was missing, and what was noticed."""
    has = sample.has

    def poor(case: int) -> float:
        return -sample.work[case]

    has |= {
        "screening_missing": drawing.pick(has["all"], 5, poor),
        "full_rosh_missing": drawing.pick(has["full_rosh_required"], 1, poor),
        "rmp_missing": drawing.pick(has["rmp_required"], 4, poor),
        "lesser_seen": drawing.pick(has["lesser"], 6, sample.work.__getitem__),
        "assessment_missing": drawing.pick(has["all"], 6, poor),
        "vulnerability_missing": drawing.pick(has["all"], 5, poor),
        # A wrong level of harm is found only where there was harm to be planned for.
        "level_wrong": drawing.pick(has["rmp_required"], 4, poor),
        "vulnerability_wrong": drawing.pick(has["vmp_required"], 6, poor)
        | drawing.pick(has["all"] - has["vmp_required"], 3, poor),
    }


def _rows(sample: Sample, drawing: Drawing) -> None:
    has = sample.has
    given: dict[int, int] = dict.fromkeys(has["all"], 0)

    def few(case: int) -> float:
        return -0.1 * given[case]

    linked: dict[str, Cases] = {}
    for factor, (total, custodial) in LINKED.items():
        chosen = drawing.pick(has["custody"], custodial, few)
        chosen |= drawing.pick(has["outside"], total - custodial, few)
        linked[factor] = chosen
        for case in chosen:
            given[case] += 1
    sample.rows["linked_factors"] = linked
    lean = {
        "social_care": has["social_care_involved"],
        "ete": linked["ete"],
        "substance": linked["substance"],
        "physical_health": linked["physical"],
        "mental_health": linked["emotional"],
        "police": has["harm_issues"],
        "accommodation": linked["living"],
        "secure": has["custody"],
    }
    for fact, sizes, pool in (
        ("agencies_assessment", ASSESSMENT, has["all"]),
        ("agencies_community", COMMUNITY, has["community"]),
        ("agencies_custody", CUSTODY, has["custody"]),
        ("agencies_resettlement", RESETTLEMENT, has["released"]),
    ):
        sample.rows[fact] = {
            agency: drawing.pick(
                has["custody"] if agency == "secure" else pool, size, _near(lean.get(agency))
            )
            for agency, size in sizes.items()
        }


def _near(cases: Cases | None) -> Callable[[int], float]:
    """A leaning towards these cases."""
    return lambda case: float(case in (cases or ()))
