"""Uploading a draft and looking through it, as a planner does."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask

from app.extensions import db
from consultations.drafts.version import Version, publish_version
from tests import factories
from tests.consultations.drafts.word_files import docx, drawing, heading, paragraph, png, relation, zipped
from tests.pages import Page, Visitor

PLAN = "/storvik/arbeid/planer/boligsosial-plan/"
MARKDOWN = b"# Plan\n\n## 1 Innledning\n\nEn tekst.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n## 2 Boliger\n\nTekst."
# The test client leaves the temporary file of a large body to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.fixture
def planner(app: Flask) -> Visitor:
    with app.app_context():
        home = factories.municipality()
        factories.plan(home.id)
        for role in ("planner", "moderator"):
            factories.user(home.id, role)
        factories.user(factories.municipality("Granvik kommune").id, "planner", email="nabo@example.no")
        db.session.commit()
    return signed_in(app, "planner@example.no")


def signed_in(app: Flask, email: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor


def upload(planner: Visitor, data: bytes = MARKDOWN, name: str = "plan.md") -> Page:
    return planner.get(f"{PLAN}utkast/nytt").form("Les inn").send(file=(BytesIO(data), name))


def publish(app: Flask, number: int = 1) -> None:
    with app.test_request_context("/"):
        publish_version(db.session.scalars(db.select(Version).where(Version.number == number)).one())
        db.session.commit()


def versions(app: Flask) -> list[Version]:
    with app.app_context():
        found = db.session.scalars(db.select(Version).order_by(Version.number)).all()
        return [version for version in found if version.sections]


def picture_draft() -> bytes:
    image = relation("rBilde", "image", "media/bilde.png")
    body = heading("1 Kart") + paragraph(drawing("rBilde", "Kart over Storvik"))
    return docx(body, relations=image, parts={"word/media/bilde.png": png()})


def test_the_page_says_what_can_be_uploaded_and_how_big(planner: Visitor) -> None:
    page = planner.get(f"{PLAN}utkast/nytt")
    assert "Word (.docx), OpenDocument (.odt), HTML eller Markdown (.md), høyst 30 MB." in page.text


def test_a_file_becomes_a_tree_to_look_through(app: Flask, planner: Visitor) -> None:
    page = upload(planner)
    assert page.h1 == "Utkast 1: Plan"
    assert "Alt i filen er tatt med." in page.text
    assert page.form("Lagre").values["title_1"] == "Innledning"
    assert "1 tabell" in page.text
    assert [section.number for section in versions(app)[0].sections] == ["1", "2"]


def test_what_the_import_left_out_is_told_with_its_place(planner: Visitor) -> None:
    page = upload(planner, b"# Plan\n\n## Kart\n\n![](kart.png)\n\n## Tabell\n\n![](b.png)\n")
    assert "1 ting er ikke tatt med" in page.text
    assert "I: Kart, Tabell" in page.text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "plan.docx", "tom"),
        (b"x" * (30 * 1024 * 1024 + 1), "plan.md", "større enn 30 MB"),
        (b"Hei", "plan.docx", "ikke et Word-dokument"),
        (b"MZ\x90", "plan.exe", "ikke lese denne filtypen"),
        (b"MZ\x90", "../../etc/passwd", "ikke lese denne filtypen"),
        (b"%PDF-1.7", "plan.docx", "PDF"),
        (OLE, "plan.docx", "eldre Word-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "passord"),
        (b"PK\x03\x04 og slutt", "plan.docx", "skadet"),
        (b"\xff\xfe\x00", "plan.md", "UTF-8"),
        (b" \n\n", "plan.md", "ingen tekst"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "plan.odt", "OpenDocument"),
        (docx(paragraph("x"), parts={"word/vbaProject.bin": b"x"}), "plan.docx", "makroer"),
        (docx(paragraph("x"), parts={"word/media/a.bmp": b"\0" * 6_000_000}), "plan.docx", "pakkes ut"),
        ("\n\n".join(f"## {n} A\n\nx" for n in range(1001)).encode(), "plan.md", "1000 overskrifter"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_used_is_refused_kindly(
    app: Flask, planner: Visitor, data: bytes, name: str, words: str
) -> None:
    page = upload(planner, data, name)
    assert page.status == 400
    (message,) = page.select("#file-feil")
    assert words in message.text_content()
    assert versions(app) == []


def test_no_file_at_all_is_said_at_the_field(planner: Visitor) -> None:
    page = planner.get(f"{PLAN}utkast/nytt").form("Les inn").send(file=(BytesIO(b""), ""))
    assert page.status == 400
    assert "Velg filen med utkastet." in page.text


def test_a_body_above_the_limit_of_the_server_gets_a_page(planner: Visitor) -> None:
    page = upload(planner, b"x" * (36 * 1024 * 1024))
    assert page.status == 413
    assert "35 megabyte" in page.text


def test_titles_are_corrected_and_sections_closed(app: Flask, planner: Visitor) -> None:
    page = upload(planner).form("Lagre").send(title_1="  Innleiing\n og bakgrunn ", open_2=None)
    assert "Endringene er lagret." in page.text
    first, second = versions(app)[0].sections
    assert (first.title, first.key, first.open_for_comment) == ("Innleiing og bakgrunn", "innledning", True)
    assert (second.title, second.open_for_comment) == ("Boliger", False)


@pytest.mark.parametrize("title", ["", "  ", "x" * 301])
def test_a_bad_title_comes_back_with_all_the_others(app: Flask, planner: Visitor, title: str) -> None:
    page = upload(planner).form("Lagre").send(title_1=title, title_2="Bustader", open_2=None)
    assert page.status == 400
    assert page.select("#title_1-feil")
    again = page.form("Lagre").values
    assert (again["title_2"], again["open_1"], "open_2" in again) == ("Bustader", "y", False)
    assert versions(app)[0].sections[1].title == "Boliger"


def test_forged_fields_change_nothing_but_titles(app: Flask, planner: Visitor) -> None:
    upload(planner).form("Lagre").send(
        html="<script>", title_3="Nytt", key_1="x", number="9", published_at="2020-01-01"
    )
    (version,) = versions(app)
    assert version.published_at is None
    assert [section.key for section in version.sections] == ["innledning", "boliger"]


def test_a_published_draft_has_no_form_and_takes_no_change(app: Flask, planner: Visitor) -> None:
    form = upload(planner).form("Lagre")
    publish(app)
    page = planner.get(f"{PLAN}utkast/1/")
    assert not page.select("main form[method=post]")
    assert "Teksten kan ikke endres lenger." in page.text
    late = form.send(title_1="Nytt")
    assert late.status == 409
    assert "Det du sendte, er ikke lagret." in late.text
    assert versions(app)[0].sections[0].title == "Innledning"


def test_the_text_of_each_section_can_be_read(planner: Visitor) -> None:
    page = upload(planner).link("Se teksten")
    assert page.h1 == "1 Innledning"
    assert [cell.text_content() for cell in page.select(".prose td")] == ["1", "2"]
    assert page.link("Boliger").h1 == "2 Boliger"


def test_pictures_of_an_unpublished_draft_are_for_staff_alone(app: Flask, planner: Visitor) -> None:
    page = upload(planner, picture_draft(), "plan.docx").link("Se teksten")
    (image,) = page.select(".prose img")
    assert image.get("alt") == "Kart over Storvik"
    source = image.get("src")
    shown = planner.client.get(source)
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert "no-store" in shown.headers["Cache-Control"]
    assert Visitor(app).get(source, follow=False).status == 303
    assert signed_in(app, "nabo@example.no").get(source).status == 404
    assert planner.get(source.replace("bilde-1", "bilde-9")).status == 404


def test_the_uploaded_file_can_be_fetched_byte_for_byte(planner: Visitor) -> None:
    upload(planner, MARKDOWN, "utkast å.md")
    answer = planner.client.get(f"{PLAN}utkast/1/fil")
    assert answer.get_data() == MARKDOWN
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_others_look_but_do_not_change(app: Flask, planner: Visitor) -> None:
    form = upload(planner).form("Lagre")
    moderator = signed_in(app, "moderator@example.no")
    page = moderator.get(f"{PLAN}utkast/1/")
    assert page.status == 200
    assert not page.select("main form[method=post]")
    token = moderator.get("/logg-inn").form("Logg inn").values["csrf_token"]
    forged = moderator.post(f"{PLAN}utkast/1/", {**form.values, "csrf_token": token, "title_1": "Nytt"})
    assert forged.status == 403
    assert moderator.get(f"{PLAN}utkast/nytt").status == 403
    assert versions(app)[0].sections[0].title == "Innledning"


def test_another_municipalitys_planner_finds_no_draft(app: Flask, planner: Visitor) -> None:
    upload(planner)
    visitor = signed_in(app, "nabo@example.no")
    for address in ("1/", "1/avsnitt/boliger", "1/fil", "nytt", "1/publiser"):
        assert visitor.get(f"{PLAN}utkast/{address}").status == 404


@pytest.mark.parametrize("address", ["2/", "0/", "1/avsnitt/nei", "1/bilde/nei.png", "99999999999999999999/", "-1/"])
def test_what_is_not_there_is_not_found(planner: Visitor, address: str) -> None:
    upload(planner)
    assert planner.get(f"{PLAN}utkast/{address}").status == 404
