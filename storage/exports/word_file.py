"""An empty Word document in the house's own styles: its page, its edges and its properties.

python-docx's own template brings styles of another decade, a picture of an empty page and a
document of some author's; what of it is not needed is taken out.
"""

from __future__ import annotations

from datetime import UTC
from importlib.resources import files
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Twips

from domain.report import Document
from storage.exports.paged import UNTITLED, foot
from storage.exports.plain_text import plain_text
from storage.exports.wordml import Element, field, paragraph, run

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.opc.rel import Relationships

TEXT_WIDTH = 9638  # twips: A4 less two margins of 2 cm
_LONGEST_PROPERTY = 255  # signs; python-docx refuses more

_OF_THE_FILE = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
_OF_THE_TEXT = (
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def word_file(document: Document) -> WordFile:
    """A Word document without text, made ready for this one."""
    file = docx.Document()
    _drop(file.part.package.rels, _OF_THE_FILE)
    _drop(file.part.rels, _OF_THE_TEXT)
    _fill(file.styles.element, "word_styles.xml")
    _fill(file.part.numbering_part.element, "word_numbering.xml")
    _fill(file.settings.element, "word_settings.xml")
    for language in file.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(language.keys()[0], document.language)
    _page(file, document)
    _properties(file, document)
    return file


def _drop(rels: Relationships, kinds: tuple[str, ...]) -> None:
    for name in [name for name, rel in rels.items() if rel.reltype in kinds]:
        del rels[name]


def _fill(root: Element, name: str) -> None:
    """What stands in a part of the file, taken from ours instead."""
    root[:] = list(parse_xml(files("storage.exports").joinpath(name).read_bytes()))


def _page(file: WordFile, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Twips((section.page_width.twips - TEXT_WIDTH) // 2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1)
    for edge, more in ((section.header, []), (section.footer, [_foot(document)])):
        edge.is_linked_to_previous = False
        edge.part.element[:] = [paragraph("Marking", run(document.marking)), *more]


def _foot(document: Document) -> Element:
    page, pages = field("PAGE", [run("1")]), field("NUMPAGES", [run("1")])
    return paragraph("Footer", run(foot(document)), run("\tPage "), *page, run(" of "), *pages)


def _properties(file: WordFile, document: Document) -> None:
    """The title for whoever hears the window named; nobody's name, none of the machine's."""
    properties = file.core_properties
    properties.title = _property(document.title) or UNTITLED
    properties.subject = _property(document.subtitle)
    properties.keywords = _property(document.marking)
    properties.language = document.language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = document.made.astimezone(UTC)


def _property(text: str) -> str:
    return " ".join(plain_text(text).split())[:_LONGEST_PROPERTY]
