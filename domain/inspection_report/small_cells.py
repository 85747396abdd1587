"""Counts of people told so that no small one can be worked out.

A count below the limit could point to a child. It is put together with others, the next larger
ones if need be, into one that tells only their sum; what stands alone is never small. Which groups
are put together depends on the counts and not on which group has them: so whoever knows the total
of the table, the rule, and every count told, still cannot tell which of those groups has which.

Counts of practice (how often work was good enough) describe the service and are told whatever
their size; it is the characteristics of children that are held to this. Source of the principle:
secondary suppression as statistical offices describe it, such as the Government Statistical
Service's guidance on disclosure control for tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be told of a table.

    alone: counts told by group. together: the sum of the groups that are told only as one, 0 where
    there are none. withheld: nothing but the total may be told.
    """

    alone: dict[str, int]
    together: int = 0
    withheld: bool = False


def shown(counts: Mapping[str, int], limit: int) -> Shown:
    """The counts of every group there could be (0 for none), as they may be told.

    Groups without a case are not named, so that nobody can know which are among those told as one.
    Counts that differ could each be another group's; equal ones below the limit could each be one
    more or less; only where all are the largest small count, their sum would give them away.
    """
    if all(cases == 0 or cases >= limit for cases in counts.values()):
        return Shown({group: cases for group, cases in counts.items() if cases})
    for most in sorted({limit - 1, *(cases for cases in counts.values() if cases >= limit)}):
        hidden = [cases for cases in counts.values() if cases <= most]
        if sum(hidden) >= limit and set(filter(None, hidden)) != {limit - 1}:
            break
    alone = {group: cases for group, cases in counts.items() if cases > most}
    return Shown(alone, sum(hidden)) if alone else Shown({}, withheld=True)
