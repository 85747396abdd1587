"""What was said with each answer: reasons, notes, evidence. All of it invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from domain.answers import AnswerKey, Evidence
from domain.events import Value
from domain.instrument import Instrument
from storage.demonstration.generator.judging import FOLLOWS, GATES
from storage.demonstration.generator.phrases import phrases

_NOTED = 0.2  # how many of the answers that fall short carry a note
_PRAISED = 0.045
_QUOTED = 0.14
_TWO_REASONS = 0.35

# Whose information was missing, row by row.
_INFORMATION = {
    "social_care": "care_info",
    "ete": "ete_info",
    "police": "police_info",
    "physical_health": "health_info",
    "mental_health": "health_info",
    "substance": "health_info",
    "secure": "secure_info",
}
# Reasons that a case must give room for: the fact, and what it must hold.
_ROOM = {
    "copied": ("earlier_version", "yes"),
    "share_secure": ("custody", "yes"),
    "secure_info": ("custody", "yes"),
    "panel_late": ("sentence_type", "referral_order"),
    "care_experience": ("looked_after", "yes"),
    "rurality": ("diversity", "rurality"),
    "culture": ("diversity", "ethnicity_culture"),
    "disability": ("diversity", "disability"),
    "language": ("diversity", "language"),
    "gender": ("gender", "female"),
    "care_info": ("social_care_involved", "yes"),
    "share_care": ("social_care_involved", "yes"),
}
# Given only where the weights name them: "not done" would contradict that it was done late.
_RARE = {"other", "not_done", "regime_only", "no_continuity"}
_MAY_BE_MISSING = {"1.2.34", "1.2.35", "2.1.11", "2.2.05", "2.3.13"}


@dataclass(frozen=True, slots=True)
class Told:
    """What goes with one answer."""

    reasons: tuple[str, ...] = ()
    note: str = ""
    evidence: Evidence | None = None


class Teller:
    """Tells the answers of one case; no note is used twice in it."""

    def __init__(
        self,
        instrument: Instrument,
        facts: Mapping[str, Value],
        judged: Mapping[AnswerKey, str],
        wrong: Mapping[str, str],
        random: Random,
    ) -> None:
        self._instrument = instrument
        self._facts = facts
        self._judged = judged
        self._wrong = wrong
        self._random = random
        self._used: set[str] = set()

    def tell(self, key: AnswerKey) -> Told:
        judgement = self._judged[key]
        if key.question == "3.1.12":
            return self._totals(judgement)
        if key.question in phrases().checks or not self._instrument.reasons_of(
            self._instrument.question[key.question]
        ):
            found = judgement == "yes"
            return Told(note=self._random.choice(phrases().checks[key.question]) if found else "")
        if judgement == "na":
            return Told(note=self._random.choice(phrases().not_applicable[key.question]))
        if judgement == "nei":
            return Told(note=self._random.choice(phrases().unclear))
        if judgement == "yes":
            good = [*phrases().good.get(key.question, []), *self._good(key)]
            return Told(
                note=self._fresh(good) if self._random.random() < _PRAISED else "",
                evidence=self._page(key) if self._random.random() < 0.03 else None,
            )
        reasons = self._reasons(key)
        return Told(reasons, self._note(key, reasons), self._quote(key, reasons))

    # -- reasons

    def _reasons(self, key: AnswerKey) -> tuple[str, ...]:
        if key.question in self._wrong:
            return (self._wrong[key.question],)
        codes = [
            r.code for r in self._instrument.reasons_of(self._instrument.question[key.question])
        ]
        if self._was_missing(key):
            wanted = ("not_done", "no_mention", "unseen", "no_analysis", "victim_info")
            return next((code,) for code in wanted if code in codes)
        if key.question == "1.2.10":
            code = _INFORMATION.get(key.row, "not_used")
            return (code if self._random.random() < 0.7 else "not_used",)
        weights = self._weights(key, codes)
        first = self._draw(weights)
        chosen = {first}
        if key.question == "1.1.06" and self._judged.get(AnswerKey("1.1.09")) == "no":
            chosen.add("history")
        elif first != "other" and self._random.random() < _TWO_REASONS:
            chosen.add(self._draw({c: w for c, w in weights.items() if c != "other"}))
        return tuple(code for code in codes if code in chosen)

    def _was_missing(self, key: AnswerKey) -> bool:
        """Whether it fell short because there was nothing: it, or what it follows from."""
        if key.question in GATES or key.question == "1.3.06":
            return True
        before = FOLLOWS.get(key.question)
        return before is not None and self._judged.get(AnswerKey(before)) == "no"

    def _weights(self, key: AnswerKey, codes: list[str]) -> dict[str, int]:
        given = phrases().reasons.get(key.question)
        if given is None:
            rare = _RARE - ({"not_done"} if key.question in _MAY_BE_MISSING else set())
            usual = [code for code in codes if code not in rare]
            given = {code: len(usual) - place for place, code in enumerate(usual)}
        given = {code: weight for code, weight in given.items() if self._has_room(code)} or given
        if key.question == "1.1.06" and self._judged.get(AnswerKey("1.1.10")) == "yes":
            return {code: weight for code, weight in given.items() if code != "victims"}
        return given

    def _has_room(self, code: str) -> bool:
        fact, wanted = _ROOM.get(code, ("", ""))
        value = self._facts.get(fact, "")
        return wanted in value if isinstance(value, tuple) else value == wanted

    def _draw(self, weights: Mapping[str, int]) -> str:
        return self._random.choices(list(weights), list(weights.values()))[0]

    # -- notes and evidence

    def _good(self, key: AnswerKey) -> list[str]:
        return phrases().good.get(self._instrument.question[key.question].criterion, [])

    def _note(self, key: AnswerKey, reasons: tuple[str, ...]) -> str:
        own = [n for code in reasons for n in phrases().because.get(f"{key.question}/{code}", [])]
        if "other" in reasons:
            return self._random.choice(own or phrases().because["other"])
        if self._random.random() >= _NOTED:
            return ""
        return self._fresh(own or [n for code in reasons for n in phrases().because.get(code, [])])

    def _fresh(self, notes: list[str]) -> str:
        """One of the notes that this case does not have yet; "" if it has them all."""
        left = [note for note in notes if note not in self._used]
        if not left:
            return ""
        note = self._random.choice(left)
        self._used.add(note)
        return note

    def _quote(self, key: AnswerKey, reasons: tuple[str, ...]) -> Evidence | None:
        quotes = [quote for code in reasons for quote in phrases().quotes.get(code, [])]
        if not quotes or self._random.random() >= _QUOTED or self._was_missing(key):
            return None
        quote = self._fresh(quotes)
        page = self._page(key)
        return Evidence(page.document, page.page, quote) if page and quote else None

    def _page(self, key: AnswerKey) -> Evidence | None:
        documents = self._instrument.question[key.question].documents
        if not documents:
            return None
        kind = self._instrument.document[documents[0]]
        return Evidence(kind.short, str(self._random.randint(1, 7)))

    def _totals(self, judgement: str) -> Told:
        """Unscored: the Asset total at the start and at the latest review."""
        if judgement == "nei":
            return Told(note="No review yet, so there is one total only.")
        dynamic, static = self._facts["asset_dynamic"], self._facts["asset_static"]
        assert isinstance(dynamic, dict)
        assert isinstance(static, int)
        first = static + sum(score for score in dynamic.values() if isinstance(score, int))
        if judgement == "yes":
            return Told(note=f"{first} at the start, {first - self._random.randint(1, 6)} now.")
        last = first + self._random.choice((0, 0, 1, 2, 4))
        reasons = (self._draw(phrases().reasons["3.1.12"]),)
        return Told(reasons, f"{first} at the start, {last} now.")
