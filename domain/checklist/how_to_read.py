"""How a checklist is to be read: what each judgement means, and how little one score says."""

from __future__ import annotations

from collections.abc import Iterator

from domain.checklist.about import About
from domain.checklist.names import labelled
from domain.instrument import Instrument, Judgement
from domain.report import Block, Heading, Line, Listing, Paragraph, plain
from domain.scoring import is_scored

# What a judgement means, by how it counts and whether the record left it open.
_MEANS = {
    (
        "sufficient",
        False,
    ): "the piece of work asked about was good enough. It counts as sufficient.",
    ("insufficient", False): (
        "it fell short of that; the reasons are given beside it. It counts as not sufficient."
    ),
    ("insufficient", True): (
        "neither the record nor the interview showed whether it was good enough. It counts as not "
        "sufficient, and its number is given apart."
    ),
    ("out", False): "the question does not fit this case. It counts neither way.",
}
_POINTS = (
    "A score is a share: of the answers that count, how many are sufficient. Questions that do not "
    "apply to the case take no part in it.",
    "One case gives few answers, so a single one can move a score by several points. Take the "
    "scores as a way to the answers behind them, and never as a verdict on the case or on whoever "
    "held it. The 95% interval shows how wide the range is that such a number of answers allows.",
)
_KEY = (
    "A key question weighs in the headline theme named beneath it, as well as in its own criterion."
)
_INVENTED = (
    "This is an invented case, made for demonstration or practice. Nobody in it is real, and "
    "nothing in it happened."
)
_OPEN = "The case is still open: what follows is how it stood when this was made, and may change."


def how_to_read_part(instrument: Instrument, about: About, *, finished: bool) -> tuple[Block, ...]:
    opening = [_INVENTED] * about.invented + [_OPEN] * (not finished)
    points = (*_POINTS, _KEY) if instrument.themes else _POINTS
    return (
        *(Paragraph(plain(text), "lead") for text in opening),
        Heading(1, "How to read this"),
        Listing(tuple(_judgements(instrument))),
        *(Paragraph(plain(text)) for text in points),
    )


def _judgements(instrument: Instrument) -> Iterator[Line]:
    """Each judgement of the scored questions, once, in the order of its scale."""
    scored = (q for q in instrument.questions if is_scored(instrument, q))
    scales = {q.scale: instrument.scale_of(q) for q in scored}
    seen: dict[str, Judgement] = {
        judgement.label: judgement for scale in scales.values() for judgement in scale.judgements
    }
    for label, judgement in seen.items():
        means = _MEANS.get((judgement.counts, judgement.unclear))
        if means:
            yield labelled(label, means)
