"""An inspection's report as parts to walk through: what is drafted, and what is yours to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.inspection_report.places import Place
from domain.report import Block, Box, Document, Heading


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the report with what stands under it, or a place to write in.

    id: by which it is found again when the report is drafted anew. level: 1 for the main parts.
    """

    id: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()
    place: Place | None = None


def parts_of(document: Document, places: Sequence[Place]) -> tuple[Part, ...]:
    """The parts in the order of the report, each place to write in under its heading.

    A place without a box of its own, such as a drafted recommendation, goes with the next that
    has one.
    """
    waiting = _with_boxes(places)
    found: list[Part] = []
    for number, (heading, blocks) in enumerate(_headed(document.blocks)):
        found.append(Part(f"part:{number}", heading.text, heading.level, blocks))
        for box in (block for block in blocks if isinstance(block, Box)):
            found += [
                Part(place.key, place.title, heading.level + 1, place=place)
                for place in waiting.pop(box.title, ())
            ]
    left = (place for group in waiting.values() for place in group)
    return (*found, *(Part(place.key, place.title, 2, place=place) for place in left))


_DEEPEST = 2  # headings below this level stand within a part


def _headed(blocks: Sequence[Block]) -> Iterator[tuple[Heading, tuple[Block, ...]]]:
    heading, under = Heading(1, "Report"), list[Block]()
    for block in blocks:
        if isinstance(block, Heading) and block.level <= _DEEPEST:
            if under or heading.text != "Report":
                yield heading, tuple(under)
            heading, under = block, []
        else:
            under.append(block)
    yield heading, tuple(under)


def _with_boxes(places: Sequence[Place]) -> dict[str, tuple[Place, ...]]:
    """Places by the title of the box they go with."""
    grouped: dict[str, tuple[Place, ...]] = {}
    before: tuple[Place, ...] = ()
    for place in places:
        before = (*before, place)
        if not place.draft:
            grouped[place.title] = before
            before = ()
    return grouped | ({before[-1].title: before} if before else {})


def sign_of(place: Place, written: Mapping[str, str]) -> str:
    """How a place stands, in a word: written, left out, drafted, or still a gap."""
    text = written.get(place.key, "")
    if text:
        return "left out" if text == "-" and place.draft else "written"
    return "drafted" if place.draft else "to write"
