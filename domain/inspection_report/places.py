"""The places of a report that a person writes in: what the cases do not tell, and what is drafted.

What was written stands under a key that stays the same when the figures change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from domain.inspection_report.recommendations import drafted
from domain.inspection_report.sample import Sample
from domain.report import Box

Written = Mapping[str, str]  # texts by the key of their place


class Place(NamedTuple):
    """A place to write in. to_write: what belongs there. draft: stands there until it is."""

    key: str
    title: str
    to_write: str
    draft: str = ""


_BEFORE = (
    Place(
        "foreword",
        "Foreword",
        "Why this inspection was done, what stands out for good and ill, and what you expect "
        "to happen next.",
    ),
)
_AFTER = (
    Place(
        "recommendations",
        "Further recommendations",
        "Anything to be recommended that no score shows, one to a line, with who is responsible.",
    ),
    Place(
        "next_steps",
        "Next steps",
        "When the improvement plan is due, and who will follow it up.",
    ),
    Place(
        "users",
        "What children, families and victims said",
        "What the questionnaires and conversations showed, with how many answered.",
    ),
    Place(
        "context",
        "The area and the service",
        "Population, offending, how the service is organised and led: with the source and year "
        "of every figure.",
    ),
    Place(
        "arrangements",
        "How the inspection was carried out",
        "Who inspected, how cases were chosen, who was spoken to, and when findings were shared.",
    ),
)


def places(sample: Sample) -> tuple[Place, ...]:
    """Every place of the report, in its order."""
    return (*_BEFORE, *_recommendations(sample), *_AFTER[:3], *_commentaries(sample), *_AFTER[3:])


def _recommendations(sample: Sample) -> tuple[Place, ...]:
    return tuple(
        Place(
            each.key,
            f"Recommendation: {each.about}",
            "The recommendation in your own words; a single - leaves it out.",
            each.text,
        )
        for each in drafted(sample)
    )


def _commentaries(sample: Sample) -> tuple[Place, ...]:
    return tuple(
        Place(
            f"commentary:{section.id}",
            f"Commentary on {section.title}",
            "What lies behind these findings: what the service does well, what explains the "
            "shortcomings, what is changing.",
        )
        for section in sample.instrument.sections
        if section.id in sample.scores.sections
    )


def box(sample: Sample, key: str, written: Written) -> Box:
    """A place as it stands in the report. Raises KeyError for one the report has not."""
    place = {each.key: each for each in places(sample)}[key]
    return Box(place.title, written.get(key, "").strip(), place.to_write)
