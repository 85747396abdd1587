"""Names in an instrument that stand twice, or that refer to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def repeated(place: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            yield f"{place} “{id_}”: stands twice; rename or remove one."
        seen.add(id_)


def missing(
    place: str, kind: str, ids: Iterable[str | None], known: Iterable[str]
) -> Iterator[str]:
    """The names at a place that refer to nothing."""
    have = set(known)
    for id_ in ids:
        if id_ is not None and id_ not in have:
            yield f"{place}: there is no {kind} “{id_}”; add it or name another."
