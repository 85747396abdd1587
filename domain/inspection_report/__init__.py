"""The report of an inspection: from its cases, one after the other, to a document.

`Sample.of` counts the cases and lets each go; `places` lists what people write; `inspection_report`
puts both together.
"""

from domain.inspection_report.building import inspection_report
from domain.inspection_report.places import Place, Written, places
from domain.inspection_report.sample import Example, Sample, examples_of

__all__ = [
    "Example",
    "Place",
    "Sample",
    "Written",
    "examples_of",
    "inspection_report",
    "places",
]
