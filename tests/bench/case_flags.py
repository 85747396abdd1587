"""All flags of a case: twelve sections in six versions, every pair and every rule."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

from rapidfuzz import fuzz

from domain.flags.checking import check
from tests.bench.report import Line, against, in_turn, in_words
from tests.domain.flags.case_with_documents import FACTS, CaseWithDocuments, instrument

_VERSIONS = 6
_GOAL = 0.4  # seconds


def lines() -> list[Line]:
    case = built()
    texts = [case.texts[each.about.text].text for each in case.session.documents]

    def ours() -> float:
        start = time.perf_counter()
        check(case.session, case.texts, date(2012, 12, 1))
        return time.perf_counter() - start

    def ratios() -> float:
        """The least that tells which version a text is most like, without any evidence."""
        start = time.perf_counter()
        for place, later in enumerate(texts):
            for earlier in texts[:place]:
                fuzz.token_set_ratio(earlier, later)
        return time.perf_counter() - start

    taken = in_turn(5, {"ours": ours, "ratios": ratios})
    what = "a case of 12 sections in 6 versions: every flag"
    return [
        against(what, taken["ours"], "token_set_ratio of each pair", taken["ratios"]),
        Line(
            f"{what}, on a quiet laptop",
            in_words(taken["ours"]),
            goal=f"<= {in_words(_GOAL)}",
            met=taken["ours"] <= _GOAL,
        ),
    ]


def built() -> CaseWithDocuments:
    """Six versions of about 300 words a section; four sections in ten are new in each."""
    from tests.bench.copyforward import section

    chance = random.Random(7)
    headings = [row.label for row in instrument().row_set["factors"].rows]
    case = CaseWithDocuments(FACTS)
    texts = [section(300, chance) for _ in headings]
    day = date(2011, 12, 1)
    for version in range(_VERSIONS):
        parts = (
            f"{heading}\n{text}\nScore: 2\n" for heading, text in zip(headings, texts, strict=True)
        )
        stage = "review" if version > 1 else "start" if version else "before_sentence"
        body = "Core Asset profile\nYoung person: Liam Carter\n\n" + "\n".join(parts)
        case.add(
            f"{body}\nDate completed: {day}\n", day.isoformat(), stage, countersigned_by="M.T."
        )
        day += timedelta(days=60)
        texts = [section(300, chance) if chance.random() < 0.4 else text for text in texts]
    return case
