import random
import zipfile
from io import BytesIO

import pytest

from consultations.drafts.importers import DraftRefused, read_draft

from .test_word_content import rich_document
from .word_files import docx, heading, paragraph, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def code_of(data: bytes, name: str = "plan.docx") -> str:
    with pytest.raises(DraftRefused) as refusal:
        read_draft(data, name)
    assert str(refusal.value.message).endswith((".", "?"))
    return refusal.value.code


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "plan.docx", "empty"),
        (b"x" * (30 * 1024 * 1024 + 1), "plan.md", "too-large"),
        (b"Hei", "plan.docx", "not-docx"),
        (b"MZ\x90", "plan.exe", "unknown-type"),
        (b"%PDF-1.7", "plan.docx", "pdf"),
        (OLE, "plan.docx", "old-word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "encrypted"),
        (b"PK\x03\x04 og s\xc3\xa5 slutt", "plan.docx", "broken"),
        (b"\xff\xfe\x00", "plan.md", "not-utf8"),
        (b" \n\n", "plan.md", "no-text"),
        (zipped({"a.txt": "x"}), "plan.docx", "not-docx"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "plan.ods", "not-odt"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "plan.odt", "broken"),
        (docx(paragraph("")), "plan.docx", "no-text"),
        (docx(paragraph("x"), parts={"word/vbaProject.bin": b"x"}), "plan.docx", "macros"),
        (docx("x", main="application/vnd.ms-word.document.macroEnabled.main+xml"), "plan.docx", "macros"),
        (docx("x", main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "a", "not-docx"),
        (docx("", parts={"word/document.xml": "<w:document"}), "plan.docx", "broken"),
        (docx("", parts={"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "plan.docx", "entities"),
        (docx("<w:sdt>" * 300 + "</w:sdt>" * 300), "plan.docx", "broken"),
        (docx(paragraph("x"), parts={"word/media/a.bmp": b"\0" * 6_000_000}), "plan.docx", "zip-bomb"),
        (zipped({f"{n}.txt": "x" for n in range(4001)}), "plan.docx", "zip-bomb"),
        (docx("".join(heading(f"T{n}") for n in range(1001))), "plan.docx", "too-many-sections"),
    ],
)
def test_a_file_that_is_no_draft_is_refused_with_a_reason(data: bytes, name: str, code: str) -> None:
    assert code_of(data, name) == code


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks() -> None:
    data = docx(paragraph("x"), parts={"word/media/a.bin": b"\0" * 20_000_000})
    lied = data.replace((20_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert code_of(lied) in ("zip-bomb", "broken")


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(docx(paragraph("x")))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        start = archive.start_dir
    data[start + 8] |= 1
    assert code_of(bytes(data)) == "encrypted"


def assert_read_or_refused(data: bytes, name: str) -> None:
    try:
        read_draft(data, name)
    except DraftRefused as refusal:
        assert str(refusal.message)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed: int) -> None:
    chance, data = random.Random(seed), bytearray(rich_document())
    for _ in range(chance.choice((1, 5, 50))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert_read_or_refused(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]), "plan.docx")


@pytest.mark.parametrize("seed", range(150))
def test_a_file_with_damaged_parts_is_read_or_refused_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    with zipfile.ZipFile(BytesIO(rich_document())) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(files))
    files[name] = _damaged(chance, bytes(files[name]))
    assert_read_or_refused(zipped(files), "plan.docx")


def _damaged(chance: random.Random, content: bytes) -> bytes:
    """Bytes changed, values replaced by absurd ones, or elements doubled and dropped: often still well-formed."""
    if chance.random() < 0.3:
        place = chance.randrange(len(content))
        return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
    values = content.split(b'"')
    for _ in range(5):
        place = chance.randrange(len(values) // 2) * 2 + 1 if len(values) > 2 else 0
        values[place] = chance.choice((b"-1", b"99999999999999999999", b"", b"x", b"\xc3\xa5", b"0", b"../../x", b"8"))
    return b'"'.join(values)


@pytest.mark.parametrize("seed", range(30))
def test_any_text_is_read_as_markdown_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice('#*_[](){}<>!`|-+1. \n\tåx"\\&') for _ in range(2000))
    assert_read_or_refused(text.encode(), "plan.md")


def test_every_one_of_a_thousand_paragraphs_arrives() -> None:
    assert read_draft(docx(heading("T") + paragraph("x") * 1000), "a.docx").sections[0].html.count("<p>") == 1000
