"""What an inspection asks and how it is judged: the shapes of an instrument.

An instrument is data (a TOML file, see `instruments/`): sections, criteria, questions, answer
scales, headline themes, comment bands, the facts a case has, the rules by which questions apply.
Nothing of any particular instrument stands in code. These classes hold what such a file says once
it has been read and checked by `instrument_file.load`.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from domain.instrument_forms import Change, DocumentKind, FlagRule, Stage, Told
from domain.instrument_part import Part
from domain.instrument_reporting import Finding, Reporting

FactKind = Literal[
    "choice", "choices", "yes_no", "date", "number", "text", "scores", "timeline", "people", "stays"
]
Counts = Literal["sufficient", "insufficient", "out"]


class Rule(
    Part,
    frozen=True,
    rename={"all_of": "all", "any_of": "any", "not_": "not", "is_": "is", "in_": "in"},
):
    """When something holds: `all`, `any`, `not`, or one fact or answer compared with a value.

    A comparison names a `fact` or an `answer` (a question id) and one of: `is`, `in`, `has` (a
    choice among several), `at_least`, `at_most`, `known`, `differs_from` (another fact). None of
    them asks whether there is anything: yes, a choice made, an event listed. In a rule for the rows
    of a grid, `row_at_least` reads the row's own score and `has_row` asks whether the row is among
    the fact's choices.
    """

    all_of: tuple[Rule, ...] | None = None
    any_of: tuple[Rule, ...] | None = None
    not_: Rule | None = None
    fact: str | None = None
    answer: str | None = None
    is_: str | None = None
    in_: tuple[str, ...] | None = None
    has: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    known: bool | None = None
    differs_from: str | None = None
    row_at_least: int | None = None
    has_row: bool | None = None


class Heading(Part, frozen=True):
    """Name and origin of the instrument. `version` goes with every event of a case.

    summary: the facts that tell a case apart at a glance, shown beside its reference.
    """

    id: str
    version: str
    title: str
    about: str
    source: str
    summary: tuple[str, ...] = ()


class Section(Part, frozen=True):
    id: str
    title: str


class Criterion(Part, frozen=True):
    """`meaning` says in a sentence what is looked for; an unscored one only gathers evidence.

    stages: of the documents its questions look at; none named: any.
    """

    id: str
    section: str
    title: str
    short: str
    meaning: str
    scored: bool = True
    optional: bool = False
    stages: tuple[str, ...] = ()


class Theme(Part, frozen=True):
    """A headline theme: its score pools the key questions that name it."""

    id: str
    title: str
    short: str


class Band(Part, frozen=True):
    """The comment printed for a score of `at_least` per cent or more, up to the next band."""

    at_least: int
    comment: str
    meaning: str


class Judgement(Part, frozen=True):
    """One answer of a scale. `counts` says how it enters a score; `wants` what must go with it.

    `words` are other ways to type it; `loose` ones may also open a sentence ("no record of ..."),
    so they are taken for a judgement only where what follows shows it. `unclear` marks the
    judgement that the record does not let one tell, kept apart in the counts.
    """

    id: str
    key: str
    label: str
    counts: Counts
    words: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    wants: Literal["", "reasons", "note"] = ""
    unclear: bool = False


class Scale(Part, frozen=True):
    id: str
    judgements: tuple[Judgement, ...]


class Choice(Part, frozen=True):
    """`told` is its name within a sentence of a report, where its label would not fit there."""

    id: str
    label: str
    words: tuple[str, ...] = ()
    told: str = ""


class RowSet(Part, frozen=True):
    """The rows of grid questions, for instance the twelve Asset factors."""

    id: str
    label: str
    rows: tuple[Choice, ...]


class Reason(Part, frozen=True):
    """Why work fell short. `code` is short enough to type; `words` are other ways to say it.

    told: the reason as a clause that a report can tell: 'the text was copied from an earlier one'.
    """

    code: str
    text: str
    words: tuple[str, ...] = ()
    told: str = ""


class ReasonList(Part, frozen=True):
    id: str
    reasons: tuple[Reason, ...]


class FactGroup(Part, frozen=True):
    id: str
    label: str


class Suggestion(Part, frozen=True):
    """A value offered for a fact while `when` holds; the assessor decides."""

    value: str
    when: Rule


class Fact(Part, frozen=True):
    """Something the record says of a case.

    `asked`: in the opening part of the interview, or just before the first question whose rule
    needs it. `required = false` lets it be passed by for good. Choices are the fact's own or the
    rows of a row set. `suggest` (or, for several rows, `suggest_rows`) is offered, never set.
    """

    id: str
    group: str
    label: str
    ask: str
    kind: FactKind
    help: str = ""
    asked: Literal["opening", "when needed"] = "opening"
    required: bool = True
    choices: tuple[Choice, ...] = ()
    rows: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    applies: Rule | None = None
    suggest: tuple[Suggestion, ...] = ()
    suggest_rows: Rule | None = None


class Derived(Part, frozen=True):
    """A fact the program works out: the sum of others, or the first case whose rule holds."""

    id: str
    label: str
    sum: tuple[str, ...] = ()
    cases: tuple[Suggestion, ...] = ()


class Check(Part, frozen=True):
    """A pair of facts that cannot both be right: `earlier` after `later`, or an impossible age.

    With `youngest` and `oldest` the years between the two dates are held to that range.
    """

    earlier: str
    later: str
    say: str
    youngest: int | None = None
    oldest: int | None = None


class AtOdds(Part, frozen=True):
    """Answers or facts that do not sit together: shown before finishing, never refused."""

    id: str
    when: Rule
    say: str
    look_at: str


class Interval(Part, frozen=True):
    """A time limit of the standards of the day, counted from a fact that is a date."""

    id: str
    label: str
    start: str
    length: int
    unit: Literal["working days", "days", "months"]
    source: str
    when: Rule | None = None


class Question(Part, frozen=True):
    """One question of the inspection.

    text: what is judged. ask: what to say to the case manager. look_in: evidence in the record.
    documents: kinds of Asset document it is linked to. rows: the row set of a grid question, each
    applicable row one counted answer. due: the interval that bears on it. stages: of the documents
    it looks at, where they are not those of its criterion. flags: rules that bear on it whatever
    its reasons are. finding: how a report tells its answers.
    """

    id: str
    criterion: str
    text: str
    ask: str
    look_in: tuple[str, ...]
    short: str = ""
    documents: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    key: bool = False
    scored: bool = True
    scale: str = "judgement"
    reasons: tuple[str, ...] = ()
    rows: str | None = None
    row_applies: Rule | None = None
    applies: Rule | None = None
    applies_text: str = ""
    due: str | None = None
    guidance: str = ""
    stages: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    finding: Finding | None = None


class Retention(Part, frozen=True):
    """How long its cases are kept: whole months, counted as `domain/retention.py` says."""

    months: int
    source: str = ""


class Instrument(Part, frozen=True):
    """A whole instrument, checked. Look things up with the indexes below, never by scanning."""

    instrument: Heading
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...]
    scales: tuple[Scale, ...]
    questions: tuple[Question, ...]
    themes: tuple[Theme, ...] = ()
    row_sets: tuple[RowSet, ...] = ()
    reason_lists: tuple[ReasonList, ...] = ()
    documents: tuple[DocumentKind, ...] = ()
    stages: tuple[Stage, ...] = ()
    flag_rules: tuple[FlagRule, ...] = ()
    changes: tuple[Change, ...] = ()
    told: tuple[Told, ...] = ()
    fact_groups: tuple[FactGroup, ...] = ()
    facts: tuple[Fact, ...] = ()
    derived: tuple[Derived, ...] = ()
    checks: tuple[Check, ...] = ()
    at_odds: tuple[AtOdds, ...] = ()
    intervals: tuple[Interval, ...] = ()
    report: Reporting = Reporting()
    retention: Retention | None = None

    @property
    def id(self) -> str:
        return self.instrument.id

    @property
    def version(self) -> str:
        return self.instrument.version

    @property
    def name(self) -> str:
        """Id and version in one, as kept with every event: `cci 1.0`."""
        return f"{self.id} {self.version}"

    @cached_property
    def question(self) -> dict[str, Question]:
        return {q.id: q for q in self.questions}

    @cached_property
    def fact(self) -> dict[str, Fact]:
        return {f.id: f for f in self.facts}

    @cached_property
    def derived_fact(self) -> dict[str, Derived]:
        return {d.id: d for d in self.derived}

    @cached_property
    def criterion(self) -> dict[str, Criterion]:
        return {c.id: c for c in self.criteria}

    @cached_property
    def section(self) -> dict[str, Section]:
        return {s.id: s for s in self.sections}

    @cached_property
    def theme(self) -> dict[str, Theme]:
        return {t.id: t for t in self.themes}

    @cached_property
    def row_set(self) -> dict[str, RowSet]:
        return {r.id: r for r in self.row_sets}

    @cached_property
    def reason_list(self) -> dict[str, ReasonList]:
        return {r.id: r for r in self.reason_lists}

    @cached_property
    def document(self) -> dict[str, DocumentKind]:
        return {d.id: d for d in self.documents}

    @cached_property
    def stage(self) -> dict[str, Stage]:
        return {s.id: s for s in self.stages}

    @cached_property
    def flag_rule(self) -> dict[str, FlagRule]:
        return {r.id: r for r in self.flag_rules}

    @cached_property
    def interval(self) -> dict[str, tuple[Interval, ...]]:
        """The intervals of each id; the first whose `when` holds is in force."""
        named: dict[str, tuple[Interval, ...]] = {}
        for interval in self.intervals:
            named[interval.id] = (*named.get(interval.id, ()), interval)
        return named

    @cached_property
    def reason_codes(self) -> dict[str, frozenset[str]]:
        """The codes of the reasons of each question."""
        return {q.id: frozenset(r.code for r in self.reasons_of(q)) for q in self.questions}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of its questions, reasons, choices and documents, in lower case."""
        said = (
            *(f"{q.text} {q.ask} {q.guidance} {' '.join(q.look_in)}" for q in self.questions),
            *(r.text for reasons in self.reason_lists for r in reasons.reasons),
            *(f"{f.label} {' '.join(c.label for c in f.choices)}" for f in self.facts),
            *(f"{d.label} {d.short}" for d in self.documents),
        )
        return frozenset(re.findall(r"[^\W\d_]+", " ".join(said).casefold()))

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {s.id: s for s in self.scales}

    @cached_property
    def _judgements(self) -> dict[tuple[str, str], Judgement]:
        return {(s.id, j.id): j for s in self.scales for j in s.judgements}

    def scale_of(self, question: Question) -> Scale:
        return self._scales[question.scale]

    def judgement(self, question: Question, judgement: str) -> Judgement:
        """The judgement of that id on the question's scale. Raises KeyError if it has none."""
        return self._judgements[question.scale, judgement]

    def reasons_of(self, question: Question) -> tuple[Reason, ...]:
        """The question's reasons in order, as numbered on the screen; each code once."""
        seen: dict[str, Reason] = {}
        for list_id in question.reasons:
            for reason in self.reason_list[list_id].reasons:
                seen.setdefault(reason.code, reason)
        return tuple(seen.values())

    def rows_of(self, question: Question) -> tuple[Choice, ...]:
        """The rows of a grid question in order; empty for a plain one."""
        return self.row_set[question.rows].rows if question.rows else ()
