"""What the published report gives, what was free to choose, and both told in plain words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from domain.answers import AnswerKey
from domain.instrument_file import load_packaged
from domain.scoring import percent


@dataclass(frozen=True, slots=True)
class Share:
    """What a share of sufficient answers may be.

    words: as the report prints it; "" if it prints nothing. low, high: whole per cent.
    all_except: how many answers fall short. count: sufficient out of applicable. among: a
    question, and what share of its answers that fall short may fall short here too.
    """

    words: str
    low: int
    high: int
    all_except: int | None = None
    count: tuple[int, int] | None = None
    among: tuple[str, int, int] | None = None

    def allows(self, sufficient: int, applicable: int) -> bool:
        share = percent(sufficient, applicable)
        if share is None or not self.low <= share <= self.high:
            return False
        if self.count is not None and (sufficient, applicable) != self.count:
            return False
        return self.all_except is None or applicable - sufficient == self.all_except


@dataclass(frozen=True, slots=True)
class Improved:
    """The factors that got better most often, counted in cases and not in answers."""

    question: str
    most: tuple[str, ...]
    cases: tuple[int, int]
    others_at_most: int


@dataclass(frozen=True, slots=True)
class Given:
    """The figures to be reproduced: scores in whole per cent by id, shares by answer.

    shares has the given and the chosen ones; one with words is given.
    """

    source: str
    cases: int
    headline: dict[str, int]
    sections: dict[str, int]
    criteria: dict[str, int]
    headline_comments: dict[str, str]
    criteria_comments: dict[str, str]
    shares: dict[AnswerKey, Share]
    improved: Improved


@cache
def given() -> Given:
    text = (resources.files("storage.demonstration") / "given.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    entries = [*data["questions"]["given"], *data["questions"]["chosen"]]
    improved = data["improved"]
    return Given(
        source=data["source"],
        cases=data["cases"],
        headline=data["scores"]["headline"],
        sections=data["scores"]["sections"],
        criteria=data["scores"]["criteria"],
        headline_comments=data["comments"]["headline"],
        criteria_comments=data["comments"]["criteria"],
        shares={
            AnswerKey(entry["question"], entry.get("row", "")): Share(
                words=entry.get("words", ""),
                low=entry.get("low", 0),
                high=entry.get("high", 100),
                all_except=entry.get("all_except"),
                count=tuple(entry["count"]) if "count" in entry else None,
                among=tuple(entry["among"]) if "among" in entry else None,
            )
            for entry in entries
        },
        improved=Improved(
            improved["question"],
            tuple(improved["most"]),
            (improved["cases"][0], improved["cases"][1]),
            improved["others_at_most"],
        ),
    )


def share_for(key: AnswerKey) -> Share | None:
    """What an answer's share may be: its own row's, or its question's."""
    shares = given().shares
    return shares.get(key) or shares.get(AnswerKey(key.question))


def given_and_chosen() -> str:
    """Which figures of the demonstration are published and which are chosen, in a few lines."""
    published, instrument = given(), load_packaged()
    themes = ", ".join(f"{instrument.theme[t].short} {n}" for t, n in published.headline.items())
    sections = ", ".join(str(n) for n in published.sections.values())
    criteria = ", ".join(f"{c} {n}" for c, n in published.criteria.items())
    told = sum(bool(share.words) for share in published.shares.values())
    return (
        "The cases of this demonstration are invented: no child, worker or place in it is real, "
        "and it is not a record of any inspection.\n\n"
        f"Given, from the published report ({published.source}): {published.cases} cases; the "
        f"headline scores {themes}; the section scores {sections}; the criterion scores "
        f"{criteria}; the comments printed with them; and {told} shares of single questions, "
        "such as “92%”, “one of nine” or “just under two-thirds”. Where the report has only "
        "words, the range they stand for was read from its own printed figures.\n\n"
        "Chosen, because it is not published: which questions are key; how many cases each "
        "question applied to (a base is a little under 62 where a case had no such record); the "
        "shares of questions the report does not mention; every fact, answer, reason, note and "
        "time of every case, and every word of the documents of the open ones. They were chosen so "
        "that all the given figures hold at once; many other choices would do the same."
    )
