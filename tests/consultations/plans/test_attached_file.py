"""What may be attached is told by its content; what may not is refused in words that help."""

from __future__ import annotations

import pytest

from consultations.plans import attached_file
from consultations.plans.attached_file import AttachmentRefused, read_attachment
from tests.consultations.plans import files


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (files.PDF, "kart.pdf", attached_file.PDF),
        (files.PDF, "KART.PDF", attached_file.PDF),
        (files.office(), "ros-analyse.docx", attached_file.DOCX),
        (files.office(files.EXCEL), "tall.xlsx", attached_file.XLSX),
    ],
    ids=["pdf", "capitals", "docx", "xlsx"],
)
def test_documents_are_kept_byte_for_byte(data: bytes, name: str, media_type: str) -> None:
    read = read_attachment(data, name)
    assert (read.data, read.name, read.media_type) == (data, name, media_type)


def test_a_picture_is_drawn_anew_without_what_hides_in_it() -> None:
    photo = files.photo_with_a_place()
    assert b"Kari Fotograf" in photo
    read = read_attachment(photo + b"<script>", "bilde.jpg")
    assert b"Kari Fotograf" not in read.data
    assert b"<script>" not in read.data
    assert read.data.startswith(b"\xff\xd8\xff")
    assert read_attachment(files.picture(), "kart.png").data.startswith(b"\x89PNG")


REFUSED = [
    (b"", "tom.pdf", "empty"),
    (files.EXE, "vedlegg.pdf", "other-content"),
    (files.EXE, "vedlegg.exe", "unknown-type"),
    (files.PDF, "vedlegg.pdf.exe", "unknown-type"),
    (files.SVG, "kart.svg", "unknown-type"),
    (files.SVG, "kart.png", "other-content"),
    (files.PDF, "uten-endelse", "unknown-type"),
    (files.PDF, "kart.docx", "other-content"),
    (files.PDF[:30], "halv.pdf", "broken"),
    (files.office(), "kart.xlsx", "other-content"),
    (files.office() + b"", "side.html", "unknown-type"),
    (files.office(**{"word/vbaProject.bin": b"x"}), "makro.docx", "macros"),
    (files.office(bombe=b"0" * 40_000_000), "bombe.docx", "zip-bomb"),
    (files.office()[:60], "halv.docx", "broken"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "laast.docx", "encrypted"),
    (b"\xff\xd8\xff" + b"x" * 100, "bilde.jpg", "broken"),
    (files.picture("GIF"), "bilde.png", "other-content"),
]


@pytest.mark.parametrize(("data", "name", "code"), REFUSED, ids=[f"{name}-{code}" for _data, name, code in REFUSED])
def test_other_files_are_refused(data: bytes, name: str, code: str) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        read_attachment(data, name)
    assert refused.value.code == code


def test_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached_file, "MAX_FILE", 10)
    with pytest.raises(AttachmentRefused):
        read_attachment(files.PDF, "stor.pdf")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\kari\\kart.pdf", "kart.pdf"),
        ('ka"rt<b>.pdf', "ka_rt_b_.pdf"),
        ("fdp\u202etrak.pdf", "fdptrak.pdf"),
        ("kart\r\nSet-Cookie: x.pdf", "kart_Set-Cookie_ x.pdf"),
        ("å" * 300 + ".pdf", "å" * 116 + ".pdf"),
    ],
)
def test_odd_names_become_plain_ones(name: str, kept: str) -> None:
    assert read_attachment(files.PDF, name).name == kept
