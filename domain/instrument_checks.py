"""What can be wrong with an instrument beyond its shape: each problem with its place and cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from domain.instrument import Choice, Fact, Instrument, Question, Rule
from domain.instrument_names import missing, repeated
from domain.instrument_report_checks import dangling_of_the_report, problems_of_the_report
from domain.routing import comparisons

LONGEST_KEPT = 1200  # months: a hundred years
_SHAPES = ("all_of", "any_of", "not_", "fact", "answer")
_COMPARISONS = (
    "is_",
    "in_",
    "has",
    "at_least",
    "at_most",
    "known",
    "differs_from",
    "row_at_least",
    "has_row",
)


def problems_of(instrument: Instrument) -> list[str]:
    """Every problem found, each "place: what; cure."; none if the instrument is sound."""
    names = [problem for check in _NAME_CHECKS for problem in check(instrument)]
    # What refers to something missing would only be said again, less clearly, by the rest.
    return names or [problem for check in _CHECKS for problem in check(instrument)]


def _duplicates(i: Instrument) -> Iterator[str]:
    lists: dict[str, Iterable[str]] = {
        "section": (x.id for x in i.sections),
        "criterion": (x.id for x in i.criteria),
        "theme": (x.id for x in i.themes),
        "scale": (x.id for x in i.scales),
        "row set": (x.id for x in i.row_sets),
        "reason list": (x.id for x in i.reason_lists),
        "document": (x.id for x in i.documents),
        "fact group": (x.id for x in i.fact_groups),
        "fact": [x.id for x in i.facts] + [x.id for x in i.derived],
        "question": (x.id for x in i.questions),
        "at_odds": (x.id for x in i.at_odds),
        "stage": (x.id for x in i.stages),
        "flag rule": (x.id for x in i.flag_rules),
    }
    for place, ids in lists.items():
        yield from repeated(place, ids)
    for reasons in i.reason_lists:
        yield from repeated(f"reason list “{reasons.id}”, code", (r.code for r in reasons.reasons))
    for rows in i.row_sets:
        yield from repeated(f"row set “{rows.id}”, row", (r.id for r in rows.rows))
    for fact in i.facts:
        yield from repeated(f"fact “{fact.id}”, choice", (c.id for c in fact.choices))
    for scale in i.scales:
        yield from repeated(f"scale “{scale.id}”, judgement", (j.id for j in scale.judgements))
        yield from repeated(
            f"scale “{scale.id}”, key or word",
            (word for j in scale.judgements for word in sorted({j.key, *j.words, *j.loose})),
        )


def _dangling(i: Instrument) -> Iterator[str]:
    yield from missing("instrument, summary", "fact", i.instrument.summary, i.fact)
    for c in i.criteria:
        yield from missing(f"criterion “{c.id}”", "section", [c.section], i.section)
        yield from missing(f"criterion “{c.id}”", "stage", c.stages, i.stage)
    groups = {group.id for group in i.fact_groups}
    for f in i.facts:
        yield from missing(f"fact “{f.id}”", "fact group", [f.group], groups)
        yield from missing(f"fact “{f.id}”", "row set", [f.rows], i.row_set)
    for d in i.derived:
        facts = {**i.fact, **i.derived_fact}
        yield from missing(f"derived fact “{d.id}”", "fact", d.sum, facts)
    for check in i.checks:
        named = [check.earlier, check.later]
        yield from missing(f"check “{check.say}”", "fact", named, i.fact)
    for interval in i.intervals:
        yield from missing(f"interval “{interval.id}”", "fact", [interval.start], i.fact)
    for odd in i.at_odds:
        targets = {*i.fact, *i.question}
        yield from missing(f"at_odds “{odd.id}”", "fact or question", [odd.look_at], targets)


def _dangling_of_questions(i: Instrument) -> Iterator[str]:
    scales = [s.id for s in i.scales]
    for q in i.questions:
        place = f"question “{q.id}”"
        yield from missing(place, "criterion", [q.criterion], i.criterion)
        yield from missing(place, "theme", q.themes, i.theme)
        yield from missing(place, "scale", [q.scale], scales)
        yield from missing(place, "row set", [q.rows], i.row_set)
        yield from missing(place, "reason list", q.reasons, i.reason_list)
        yield from missing(place, "document", q.documents, i.document)
        yield from missing(place, "interval", [q.due], i.interval)
        yield from missing(place, "stage", q.stages, i.stage)
        yield from missing(place, "flag rule", q.flags, i.flag_rule)


def _dangling_of_documents(i: Instrument) -> Iterator[str]:
    for kind in i.documents:
        place = f"document “{kind.id}”"
        yield from missing(place, "interval", [kind.first_due, kind.review_due], i.interval)
        yield from missing(place, "document", kind.reviewed_by, i.document)
    for change in i.changes:
        yield from missing(f"change “{change.label}”", "fact", [change.fact], i.fact)
    for told in i.told:
        yield from missing(f"told “{told.fact}”", "fact", [told.fact], i.fact)
        yield from missing(f"told “{told.fact}”", "document", told.documents, i.document)


def _rules(i: Instrument) -> Iterator[tuple[str, Rule]]:
    for q in i.questions:
        for rule in (q.applies, q.row_applies):
            if rule is not None:
                yield f"question “{q.id}”", rule
    for f in i.facts:
        for rule in (f.applies, f.suggest_rows, *(s.when for s in f.suggest)):
            if rule is not None:
                yield f"fact “{f.id}”", rule
    for d in i.derived:
        for case in d.cases:
            yield f"derived fact “{d.id}”", case.when
    for odd in i.at_odds:
        yield f"at_odds “{odd.id}”", odd.when
    for interval in i.intervals:
        if interval.when is not None:
            yield f"interval “{interval.id}”", interval.when


def _rule_shapes(i: Instrument) -> Iterator[str]:
    for place, rule in _rules(i):
        yield from _shape(place, rule)
        for part in comparisons(rule):
            yield from _comparison(i, place, part)


def _shape(place: str, rule: Rule) -> Iterator[str]:
    used = [name for name in _SHAPES if getattr(rule, name) is not None]
    tests = [name for name in _COMPARISONS if getattr(rule, name) is not None]
    if len(used) != 1:
        yield f"{place}: a rule is one of all, any, not, fact or answer; split it in parts."
    elif used[0] not in ("fact", "answer") and tests:
        yield f"{place}: a comparison belongs beside a fact or an answer; move it there."
    elif len(tests) > 1:
        yield f"{place}: a rule compares once; put two comparisons in all = [...]."
    if () in (rule.all_of, rule.any_of):
        yield f"{place}: all and any need at least one rule; remove the empty one."
    for part in (*(rule.all_of or ()), *(rule.any_of or ()), *([rule.not_] if rule.not_ else [])):
        yield from _shape(place, part)


def _comparison(i: Instrument, place: str, rule: Rule) -> Iterator[str]:
    facts = {**i.fact, **i.derived_fact}
    for fact in (rule.fact, rule.differs_from):
        if fact is not None and fact not in facts:
            yield f"{place}: its rule reads a fact “{fact}” that is not there; name another."
    if rule.answer is not None and rule.answer not in i.question:
        yield f"{place}: its rule reads question “{rule.answer}”, which is not there; name another."
    wanted = [v for v in (rule.is_, rule.has, *(rule.in_ or ())) if v is not None]
    yield from _kinds(i, place, rule)
    known = _values(i, rule)
    for value in wanted:
        if known and value not in known:
            listed = ", ".join(sorted(known))
            yield f"{place}: “{value}” is no value of {rule.fact or rule.answer}; use {listed}."


# The kinds of fact that a comparison can be made with; any other never holds.
_COMPARED = {
    "has": {"choices"},
    "has_row": {"choices"},
    "row_at_least": {"scores"},
    "at_least": {"number", "scores"},
    "at_most": {"number", "scores"},
}


def _kinds(i: Instrument, place: str, rule: Rule) -> Iterator[str]:
    for name, kinds in _COMPARED.items():
        if getattr(rule, name) is None:
            continue
        fact = i.fact.get(rule.fact or "")
        if rule.answer is not None or (fact is not None and fact.kind not in kinds):
            subject = rule.fact or rule.answer
            listed = " or ".join(sorted(kinds))
            yield f"{place}: {name} reads {subject}, which is not {listed}; read another fact."


def _dates(i: Instrument) -> Iterator[str]:
    named = [(f"check “{c.say}”", fact) for c in i.checks for fact in (c.earlier, c.later)]
    named += [(f"interval “{interval.id}”", interval.start) for interval in i.intervals]
    for place, fact in named:
        if i.fact[fact].kind != "date":
            yield f"{place}: “{fact}” is no date; name a fact of kind date."


def _patterns(i: Instrument) -> Iterator[str]:
    """Patterns of words that cannot be read as such."""
    named = [(f"change “{c.label}”", c.words) for c in i.changes]
    named += [(f"told “{t.fact}”", t.words) for t in i.told]
    for place, words in named:
        try:
            re.compile(words)
        except (re.error, RecursionError, OverflowError):
            yield f"{place}: its words are no pattern that can be read; mend it."


def _values(i: Instrument, rule: Rule) -> set[str]:
    """The values a comparison may name; empty where anything goes."""
    if rule.answer is not None and rule.answer in i.question:
        return {j.id for j in i.scale_of(i.question[rule.answer]).judgements}
    fact = i.fact.get(rule.fact or "")
    if fact is not None:
        return {"yes", "no"} if fact.kind == "yes_no" else {c.id for c in choices_of(i, fact)}
    derived = i.derived_fact.get(rule.fact or "")
    return {case.value for case in derived.cases} if derived else set()


def choices_of(instrument: Instrument, fact: Fact) -> tuple[Choice, ...]:
    """The choices of a fact: its own, or the rows of its row set."""
    if fact.choices or fact.rows is None:
        return fact.choices
    return instrument.row_set[fact.rows].rows


def _cycles(i: Instrument) -> Iterator[str]:
    """Rules that wait for one another, by way of facts, worked out facts or answers."""
    reads: dict[str, set[str]] = {}

    def add(node: str, rule: Rule | None) -> None:
        for part in comparisons(rule):
            names = (part.fact, part.answer, part.differs_from)
            reads.setdefault(node, set()).update(n for n in names if n)

    for f in i.facts:
        add(f.id, f.applies)
    for d in i.derived:
        reads.setdefault(d.id, set()).update(d.sum)
        for case in d.cases:
            add(d.id, case.when)
    for q in i.questions:
        add(q.id, q.applies)
        add(q.id, q.row_applies)
    settled: set[str] = set()

    def walk(node: str, path: tuple[str, ...]) -> str | None:
        if node in path:
            return " → ".join((*path[path.index(node) :], node))
        if node in settled:
            return None
        for other in sorted(reads.get(node, ())):
            found = walk(other, (*path, node))
            if found:
                return found
        settled.add(node)
        return None

    for node in reads:
        found = walk(node, ())
        if found:
            yield f"rules: they wait for one another ({found}); break the circle."
            return


def _bands(i: Instrument) -> Iterator[str]:
    floors = [band.at_least for band in i.bands]
    if 0 not in floors:
        yield "bands: no comment for a score of 0; give the lowest band at_least = 0."
    for floor in floors:
        if not 0 <= floor <= 100:
            yield f"bands: at_least = {floor} is no percentage; use 0 to 100."
    if floors != sorted(set(floors), reverse=True):
        yield "bands: they must go down without a repeat; put the highest at_least first."


def _scoring(i: Instrument) -> Iterator[str]:
    for q in i.questions:
        if q.key and not (q.scored and q.themes):
            yield f"question “{q.id}”: a key question is scored and has a theme; or key = false."
        if q.row_applies is not None and q.rows is None:
            yield f"question “{q.id}”: row_applies without rows; name the row set."
        if q.scored and q.scale in {s.id for s in i.scales}:
            counts = {j.counts for j in i.scale_of(q).judgements}
            if not {"sufficient", "insufficient"} <= counts:
                yield f"question “{q.id}”: its scale cannot score; set scored = false."
    for f in i.facts:
        yield from _fact(i, f)


def _fact(i: Instrument, f: Fact) -> Iterator[str]:
    if f.kind in ("choice", "choices") and not (f.choices or f.rows):
        yield f"fact “{f.id}”: a choice without choices; list them or name a row set."
    if f.kind == "scores" and f.rows is None:
        yield f"fact “{f.id}”: scores need rows; name the row set."
    if f.kind == "choice" and f.rows in i.row_set:
        yield from repeated(f"fact “{f.id}”, choice", (c.id for c in choices_of(i, f)))
    known = {"yes", "no"} if f.kind == "yes_no" else {c.id for c in f.choices}
    for suggestion in f.suggest:
        if known and suggestion.value not in known:
            yield f"fact “{f.id}”: suggests “{suggestion.value}”, which is no choice; name one."


def _answers_read(i: Instrument) -> Iterator[str]:
    """Rules may read answers that are one answer, and that are sure to be given."""
    for place, rule in _rules(i):
        for part in comparisons(rule):
            if part.answer is not None and _is_grid(i.question.get(part.answer)):
                yield f"{place}: its rule reads the grid {part.answer}; read another."
    for q in i.questions:
        if i.criterion[q.criterion].optional:
            continue
        for part in comparisons(q.applies):
            read = i.question.get(part.answer or "")
            if read is not None and i.criterion[read.criterion].optional:
                yield f"question “{q.id}”: waits for {read.id}, which is optional; read another."


def _retention(i: Instrument) -> Iterator[str]:
    if i.retention is not None and not 1 <= i.retention.months <= LONGEST_KEPT:
        yield f"retention: {i.retention.months} months is no time to keep cases; use 1 to 1200."


def _is_grid(question: Question | None) -> bool:
    return question is not None and question.rows is not None


_NAME_CHECKS: tuple[Callable[[Instrument], Iterator[str]], ...] = (
    _duplicates,
    _dangling,
    _dangling_of_questions,
    _dangling_of_documents,
    dangling_of_the_report,
)
_CHECKS: tuple[Callable[[Instrument], Iterator[str]], ...] = (
    _rule_shapes,
    _cycles,
    _bands,
    _scoring,
    _answers_read,
    _dates,
    _patterns,
    problems_of_the_report,
    _retention,
)
