"""Evidence references in one cell of a table, and back, whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterable

from domain.answers import Evidence


def evidence_cell(evidence: Iterable[Evidence]) -> str:
    """One reference a line: `document | page | quote`; a backslash before what would divide."""
    return "\n".join(
        " | ".join(_escaped(part) for part in (e.document, e.page, e.quote)) for e in evidence
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def evidence_in(cell: str) -> tuple[Evidence, ...]:
    """The references in a cell; raises ValueError for one with more than three parts."""
    return tuple(_reference(line) for line in cell.split("\n") if line.strip())


def _reference(line: str) -> Evidence:
    parts, escape = [""], False
    for letter in line:
        if escape:
            parts[-1] += "\n" if letter == "n" else letter
            escape = False
        elif letter == "\\":
            escape = True
        elif letter == "|":
            parts.append("")
        else:
            parts[-1] += letter
    if len(parts) > 3:
        raise ValueError
    # The one space on either side of a bar is the bar's, any other the text's own.
    last = len(parts) - 1
    return Evidence(
        *(
            part[(n > 0 and part[:1] == " ") : len(part) - (n < last and part[-1:] == " ")]
            for n, part in enumerate(parts)
        )
    )
