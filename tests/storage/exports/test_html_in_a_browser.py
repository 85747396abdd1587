"""The page in a Chromium, where the system has one: axe finds no fault, and it prints well.

What can be held without a browser is held in test_html.py on every machine.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from domain.report import Column, Document, Table, lines
from storage.exports import written
from tests.storage.exports.hostile import sample_document
from tests.storage.exports.long_document import long_document

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
FOUND = next(filter(None, map(shutil.which, BROWSERS)), None)
# WCAG 2.2 at level AA with all before it, and what is good practice besides.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.skipif(FOUND is None, reason=f"needs a Chromium: one of {', '.join(BROWSERS)}"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=FOUND)
        yield browser
        browser.close()


def opened(browser: Browser, document: Document, folder: Path, **screen: object) -> Page:
    file = folder / "page.html"
    file.write_bytes(written(document, "html"))
    page = browser.new_page(**screen)  # type: ignore[arg-type]
    page.goto(file.as_uri())
    return page


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES}).response
    assert len(found["passes"]) > 20
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(browser: Browser, tmp_path: Path, scheme: str) -> None:
    assert not faults(opened(browser, long_document(6), tmp_path, color_scheme=scheme))


def test_axe_finds_no_fault_in_hostile_texts_on_the_narrowest_page(
    browser: Browser, tmp_path: Path
) -> None:
    sample = sample_document()
    few = replace(sample, facts=sample.facts[:3], blocks=sample.blocks[4:20] + sample.blocks[-9:])
    narrow = opened(browser, few, tmp_path, viewport={"width": 320, "height": 640})
    assert not faults(narrow)


@pytest.mark.parametrize("width", [320, 1280])
def test_page_needs_no_scrolling_sideways_and_asks_for_nothing(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    """WCAG 1.4.10: at 320 pixels, which is a laptop's screen enlarged to 400 per cent."""
    asked: list[str] = []
    page = opened(browser, sample_document(), tmp_path, viewport={"width": width, "height": 640})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [Path(address).name for address in asked] == ["page.html"]
    assert page.evaluate("document.scripts.length") == 0


def test_a_column_is_never_narrower_than_its_words(browser: Browser, tmp_path: Path) -> None:
    columns = tuple(Column("Not enough information", share) for share in (9, 1, 1, 1, 1, 1, 1))
    cells = tuple(lines("SUBSTANTIAL 100") for _ in columns)
    document = replace(long_document(1), blocks=(Table("Narrow", columns, (cells,)),))
    page = opened(browser, document, tmp_path, viewport={"width": 760, "height": 640})
    heights = page.evaluate(
        "[...document.querySelectorAll('tbody p')].map(p => p.getClientRects()[0].height)"
    )
    line = page.evaluate("parseFloat(getComputedStyle(document.querySelector('td')).lineHeight)")
    assert max(heights) <= 2 * line + 1


def test_a_narrow_page_names_the_column_of_each_cell(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, long_document(3), tmp_path, viewport={"width": 320, "height": 640})
    shown = "getComputedStyle(document.querySelector('td[data-column]'), '::before').content"
    assert "Judgement" in page.evaluate(shown)
    assert page.evaluate("getComputedStyle(document.querySelector('tr')).display") == "block"


def test_tab_leads_first_to_the_link_past_the_contents(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, long_document(3), tmp_path)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Skip to the text"
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["height"] >= 24  # WCAG 2.5.8


def test_printed_pages_carry_the_marking_and_tables_their_heads(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, long_document(40), tmp_path)
    pages = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [pages[number].get_textpage().get_text_bounded() for number in range(len(pages))]
    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert f"Page {number} of {len(texts)}" in text
        assert "Case 07" in text
    assert all("Note and evidence" in text for text in texts[2:])
