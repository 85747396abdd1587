"""Documents of every kind read in, and those that cannot be refused in one plain sentence."""

from __future__ import annotations

import hashlib
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from domain.text_cleaning import clean
from storage.documents import Document, files_in, opening, read_document, read_each
from storage.documents.limits import LARGEST_FILE, MOST_PAGES
from storage.errors import BadFile, StorageError
from tests.domain.flags.case_with_documents import NEW, CaseWithDocuments
from tests.storage import written

HOSTILE = "\x1b[31mred\x07 \u202eevil\u202c \x9b2J [/bold] done"


def put(tmp_path: Path, name: str, data: bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(data)
    return file


def read(tmp_path: Path, name: str, data: bytes) -> Document:
    return read_document(put(tmp_path, name, data))


def refused(tmp_path: Path, name: str, data: bytes) -> str:
    """The sentence that refuses a file, which stays as it was."""
    file = put(tmp_path, name, data)
    with pytest.raises(BadFile) as caught:
        read_document(file)
    assert file.read_bytes() == data
    told = str(caught.value)
    assert name in told
    assert "\n" not in told
    assert told.endswith(".")
    return told


# -- what is read


LINES = ("Living arrangements", "Kyle’s home is with his aunt – for now.", "He likes it.")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\n".join(LINES).encode()),
        ("a.txt", "\r\n".join(LINES).encode("cp1252")),
        ("a.txt", "\n".join(LINES).encode("utf-16")),
        ("a.txt", "\n".join(LINES).encode("utf-8-sig")),
        ("a.md", "\n".join(LINES).encode()),
        ("a.html", ("<html><body>" + "".join(f"<p>{x}</p>" for x in LINES)).encode()),
        ("a.htm", b"<p>Living arrangements<p>Kyle&rsquo;s home is with his aunt &ndash; for now."
         b"<br>He likes it."),
        ("a.rtf", written.rtf(LINES)),
        ("a.doc", written.rtf(LINES)),
        ("a.docx", written.docx(LINES)),
        ("a.odt", written.odt(LINES)),
        ("a.pdf", written.pdf([LINES])),
        ("a", written.pdf([LINES])),
    ],
)  # fmt: skip
def test_every_kind_of_file_tells_the_same(tmp_path: Path, name: str, data: bytes) -> None:
    document = read(tmp_path, name, data)
    assert tuple(filter(None, map(str.strip, document.text.split("\n")))) == LINES
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.words.page_of(5) is None


def test_offsets_into_plain_text_are_those_of_the_file(tmp_path: Path) -> None:
    text = "\n\n  One.\n\n\n\n\x0cTwo. \n\n"
    assert read(tmp_path, "a.txt", text.encode()).text == text.replace("\x0c", "\n")


def test_a_table_of_word_is_read_where_it_stands(tmp_path: Path) -> None:
    data = written.docx(["Before."], [["Name", "Kyle"], ["Order", "YRO"]], ["After."])
    assert read(tmp_path, "a.docx", data).text == "Before.\nName\tKyle\nOrder\tYRO\nAfter.\n"


PLAN = (
    ("Objective", "Who", "By when"),
    ("Letter to the victim", "YOT victim worker", "1 May 2012"),
    ("Repairs at the bus station\nwith two others", "A. Bell", "9 May 2012"),
    ("Weekly supervision that looks at how the offence came about", "B. Dunn", "every Tuesday"),
)
_PROSE = (
    "Liam has said that he would like to put things right with the boy whose phone he took, and "
    "his mother thinks that he means it, although she would not have him meet the boy on his own. "
)


def test_a_row_of_a_plan_is_one_line_however_its_cells_are_broken(tmp_path: Path) -> None:
    text = read(tmp_path, "a.docx", written.docx([_PROSE], PLAN)).text
    assert text.split("\n")[1:5] == [
        "• Objective\tWho\tBy when",
        "• Letter to the victim\tYOT victim worker\t1 May 2012",
        "• Repairs at the bus station, with two others\tA. Bell\t9 May 2012",
        "• Weekly supervision that looks at how the offence came about\tB. Dunn\tevery Tuesday",
    ]


def test_a_long_answer_beside_its_question_keeps_its_paragraphs(tmp_path: Path) -> None:
    text = read(
        tmp_path, "a.docx", written.docx(["Before."], [["What happened?", "One.\nTwo."]])
    ).text
    assert text == "Before.\nWhat happened?\nOne.\nTwo.\n"


def test_a_day_gone_by_in_a_row_of_a_plan_taken_over_is_flagged(tmp_path: Path) -> None:
    before = read(tmp_path, "a.docx", written.docx(["Intervention plan", _PROSE], PLAN)).text
    after = read(tmp_path, "b.docx", written.docx(["Intervention plan", _PROSE], PLAN, [NEW])).text
    case = CaseWithDocuments()
    case.add(before, "2012-02-01", kind="intervention_plan")
    case.add(after, "2012-06-01", stage="review", kind="intervention_plan")
    said = [flag.quotes[0].text for flag in case.flags("planned_event_passed")]
    assert said == [
        "Letter to the victim\tYOT victim worker\t1 May 2012",
        "Repairs at the bus station, with two others\tA. Bell\t9 May 2012",
    ]


def test_form_fields_and_insertions_of_word_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    def change(xml: bytes) -> bytes:
        run = b"<w:r><w:t>%s</w:t></w:r>"
        body = (
            b"<w:sdt><w:sdtContent><w:p>" + run % b"in a control" + b"</w:p></w:sdtContent></w:sdt>"
            b'<w:p><w:ins w:id="1" w:author="a">' + run % b"inserted" + b"</w:ins>"
            b'<w:del w:id="2" w:author="a"><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>'
        )
        return xml.replace(b"<w:body>", b"<w:body>" + body)

    data = written.with_part(written.docx(["Plain."]), "word/document.xml", change)
    assert read(tmp_path, "a.docx", data).text == "in a control\ninserted\nPlain.\n"


def test_a_table_of_opendocument_is_read_where_it_stands(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>%s</text:p></table:table-cell>"
    row = f"<table:table-row>{cell}{cell}</table:table-row>"
    table = (
        f"<table:table><table:table-header-rows>{row % ('Name', 'Kyle')}"
        f"</table:table-header-rows>{row % ('Order', 'YRO')}</table:table><text:p>After.</text:p>"
    )
    text = read(tmp_path, "a.odt", written.odt(["Before."], table)).text
    assert text == "Before.\nName\tKyle\nOrder\tYRO\nAfter.\n"


def test_what_a_person_sees_of_opendocument_is_read_and_nothing_else(tmp_path: Path) -> None:
    body = """
    <text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p>
    </text:deletion></text:changed-region></text:tracked-changes>
    <text:h>Living <text:span>arrangements</text:span></text:h>
    <text:p>He<text:s text:c="2"/>lives<text:tab/>with his
      aunt.<text:line-break/>So <text:text-input>she</text:text-input> says.<text:note>
      <text:note-body><text:p>a footnote</text:p></text:note-body></text:note>
      <office:annotation><dc:creator>M.T.</dc:creator><text:p>a remark</text:p>
      </office:annotation></text:p>
    <text:list><text:list-item><text:p>First.</text:p></text:list-item></text:list>
    <text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>
    </text:p>
    <text:table-of-content><text:index-body><text:p>Living arrangements 1</text:p>
    </text:index-body></text:table-of-content>
    <text:p text:style-name="x"><text:s text:c="999999999"/></text:p>"""
    lines = read(tmp_path, "a.odt", written.odt(["Plain."], body)).text.split("\n")
    assert [line.strip() for line in lines if line.strip()] == [
        *("Plain.", "Living arrangements", "He  lives\twith his aunt.", "So she says."),
        *("First.", "In a box."),
    ]
    assert max(map(len, lines)) <= 100


def test_pages_opendocument_left_a_note_of_are_known(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="P1"><style:paragraph-properties fo:break-before="page"/>'
        "</style:style>"
    )
    body = (
        '<text:p>On<text:soft-page-break/>Two.</text:p><text:p text:style-name="P1">Three.</text:p>'
    )
    noted = ' text:use-soft-page-breaks="true"'
    data = written.odt(["One."], body, styles=styles, attributes=noted)
    words = read(tmp_path, "a.odt", data).words
    for number, word in enumerate(("One", "Two", "Three"), 1):
        assert words.page_of(words.text.index(word)) == number
    without = read(tmp_path, "b.odt", written.odt(["One."], body, styles=styles))
    assert without.words.pages == (0,)


def test_pages_of_a_pdf_are_known(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", written.pdf([["First page."], [], ["Third page."]]))
    assert document.words.page_of(document.text.index("First")) == 1
    assert document.words.page_of(document.text.index("Third")) == 3
    assert document.words.bare_pages == (2,)


def test_pages_word_left_a_note_of_are_known(tmp_path: Path) -> None:
    def change(xml: bytes) -> bytes:
        return xml.replace(b"<w:t>Two", b"<w:lastRenderedPageBreak/><w:t>Two")

    data = written.with_part(written.docx(["One.", "Two."]), "word/document.xml", change)
    document = read(tmp_path, "a.docx", data)
    assert document.words.page_of(document.text.index("Two")) == 2


def test_pages_of_printed_text_are_known(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", b"One.\fTwo.")
    assert document.words.page_of(document.text.index("Two")) == 2


def test_five_hundred_pages_are_read(tmp_path: Path) -> None:
    page = ["He has attended each of his appointments since the start of the order."] * 40
    document = read(tmp_path, "a.pdf", written.pdf([page] * 500))
    assert len(document.words.pages) == 500


def test_scripts_and_pictures_of_html_are_left_alone(tmp_path: Path) -> None:
    data = (
        b"<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body>"
        b"<script>alert('x')</script><p>Kept &amp; read.</p><img src='http://x/y.png' alt=''>"
        b"<table><tr><td>Name</td><td>Kyle</td></tr></table><iframe src='http://x'></iframe></body>"
    )
    assert read(tmp_path, "a.html", data).text == "Kept & read.\n\nName\tKyle"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", (f"{HOSTILE} " + "plain words " * 40).encode()),
        ("a.html", f"<html><p>{HOSTILE}</p>".encode()),
        ("a.rtf", written.rtf([HOSTILE])),
        ("a.docx", written.docx([clean(HOSTILE), "\u202eevil\u2066 [/bold] done"])),
        ("a.odt", written.odt([clean(HOSTILE), "\u202eevil\x85\u2066 [/bold] done"])),
        ("a.pdf", written.pdf([["\x1b[31mred [/bold] done"]])),
    ],
)
def test_no_text_commands_the_terminal(tmp_path: Path, name: str, data: bytes) -> None:
    text = read(tmp_path, name, data).text
    assert text == clean(text)
    assert "[/bold]" in text


# -- what is refused


@pytest.mark.parametrize("data", [b"", b" \n\n ", b"\xef\xbb\xbf \n", b"-- *** --"])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    assert "empty" in (told := refused(tmp_path, "a.txt", data)) or "no text" in told


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", written.docx([])),
        ("a.odt", written.odt([])),
        ("a.rtf", written.rtf([])),
        ("a.html", b"<html></html>"),
    ],
)
def test_a_document_without_text(tmp_path: Path, name: str, data: bytes) -> None:
    assert "no text" in refused(tmp_path, name, data)


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.pdf", written.docx(["x"]), "DOCX"),
        ("a.docx", written.pdf([["x"]]), "PDF"),
        ("a.docx", b"Only text.", "text"),
        ("a.docx", written.odt(["x"]), "ODT"),
        ("a.odt", written.docx(["x"]), "DOCX"),
        ("a.txt", written.rtf(["x"]), "RTF"),
        ("a.rtf", b"<html><p>x", "HTML"),
    ],
)
def test_a_misnamed_file(tmp_path: Path, name: str, data: bytes, form: str) -> None:
    told = refused(tmp_path, name, data)
    assert "not what its name says" in told
    assert form in told


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", written.docx(["x"] * 99)[:-300]),
        ("a.docx", b"PK\x03\x04nonsense"),
        ("a.docx", written.with_part(written.docx(["x"]), "word/document.xml", lambda _: b"<w:")),
        ("a.odt", written.odt(["x"] * 99)[:-300]),
        ("a.odt", written.with_part(written.odt(["x"]), "content.xml", lambda _: b"<office:")),
        ("a.odt", written.with_part(written.odt(["x"]), "content.xml", lambda _: b"<x/>")),
        ("a.odt", written.odt([], "<text:span>" * 5000 + "</text:span>" * 5000)),
        ("a.pdf", b"%PDF-1.4\nnothing of the kind"),
        ("a.rtf", written.rtf(["x" * 99])[:-20]),
        ("a.txt", bytes(range(256)) * 20),
        ("a.bin", b"\x7fELF\x00\x00\x01"),
    ],
)
def test_a_damaged_file(tmp_path: Path, name: str, data: bytes) -> None:
    assert "damaged" in refused(tmp_path, name, data)


def test_a_locked_file(tmp_path: Path) -> None:
    assert "password" in refused(tmp_path, "a.pdf", written.pdf([["x"]], written.LOCK))
    office = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert "password" in refused(tmp_path, "a.docx", office)
    sealed = written.with_part(
        written.odt(["x"]), "META-INF/manifest.xml", lambda _: b"<manifest:encryption-data/>"
    )
    assert "password" in refused(tmp_path, "a.odt", sealed)
    whole = written.with_part(written.odt(["x"]), "encrypted-package", lambda _: b"\x99" * 50)
    assert "password" in refused(tmp_path, "b.odt", whole)
    assert "old Office" in refused(tmp_path, "a.doc", office[:500])


def test_a_scanned_file(tmp_path: Path) -> None:
    assert "pictures of pages" in refused(tmp_path, "a.pdf", written.pdf([[], []]))
    assert "picture" in refused(tmp_path, "a.pdf", b"\x89PNG\r\n\x1a\n" + b"x" * 50)


def test_a_huge_file(tmp_path: Path) -> None:
    assert "larger than 25 MB" in refused(tmp_path, "a.txt", b"x" * (LARGEST_FILE + 1))
    assert "1,000 pages" in refused(tmp_path, "a.pdf", written.pdf([["x"]] * (MOST_PAGES + 1)))
    assert "1,000 pages" in refused(tmp_path, "a.txt", b"word " * 1_100_000)


def test_a_file_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LONGEST_SECONDS", 0.001)
    assert "took longer" in refused(tmp_path, "a.rtf", written.rtf(["x"]))


def test_a_zip_bomb(tmp_path: Path) -> None:
    data = written.with_part(
        written.docx(["x"]), "word/document.xml", lambda xml: xml + b" " * 70_000_000
    )
    assert "unpack" in refused(tmp_path, "a.docx", data)
    data = written.with_part(written.odt(["x"]), "content.xml", lambda xml: xml + b" " * 70_000_000)
    assert "unpack" in refused(tmp_path, "a.odt", data)
    data = written.with_part(written.odt(["x"]), "mimetype", lambda kind: kind + b" " * 200_000_000)
    assert "unpack" in refused(tmp_path, "b.odt", data)
    out = BytesIO(written.docx(["x"]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        for number in range(5001):
            packed.writestr(f"word/media/{number}.png", b"")
    assert "unpack" in refused(tmp_path, "b.docx", out.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own(tmp_path: Path, encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'

    def change(xml: bytes) -> bytes:
        body = xml.decode().partition("?>")[2].replace(">x<", ">&l8;<")
        return (doctype + body).encode(encoding)

    data = written.with_part(written.docx(["x"]), "word/document.xml", change)
    assert "entities" in refused(tmp_path, "a.docx", data)
    data = written.with_part(written.odt(["x"]), "content.xml", change)
    assert "entities" in refused(tmp_path, "a.odt", data)


def test_a_word_file_with_macros(tmp_path: Path) -> None:
    def change(xml: bytes) -> bytes:
        return xml.replace(
            b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"ms-word.document.macroEnabled.main+xml",
        )

    data = written.with_part(written.docx(["x"]), "[Content_Types].xml", change)
    assert "macros" in refused(tmp_path, "a.docx", data)


def test_other_packed_files(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", "<x/>")
    assert "OpenDocument" in refused(tmp_path, "a.ods", out.getvalue())
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "x")
    assert "no document" in refused(tmp_path, "a.zip", out.getvalue())


def test_no_file_at_all(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pdf", tmp_path, Path("a\x00b")):
        with pytest.raises(StorageError):
            read_document(path)


def test_a_file_in_the_working_folder_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of the documents may hold anything, a module's name among it."""
    put(tmp_path, "json.py", b"raise SystemExit(1)")
    put(tmp_path, "docx.py", b"raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert read(tmp_path, "a.docx", written.docx(["Read."])).text == "Read.\n"


def test_comments_without_end_before_a_page_are_told_at_once(tmp_path: Path) -> None:
    start = time.perf_counter()
    assert read(tmp_path, "a.txt", b"<!---->" * 400 + b"notes").form == "text"
    assert time.perf_counter() - start < 5


def test_a_link_that_leads_round_in_a_circle_leaves_the_rest_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "a.txt").write_text("He is well.")
    taken = dict(read_each(files_in(tmp_path)))
    assert isinstance(taken[tmp_path / "loop"], BadFile)
    assert not isinstance(taken[tmp_path / "a.txt"], BadFile)
