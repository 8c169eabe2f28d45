"""The parts that pages are built of, rendered as a page would and read as a person or a screen reader does."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask, render_template, render_template_string
from lxml import html
from markupsafe import Markup
from wtforms import BooleanField, EmailField, Form, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired


class Answer(Form):
    text = TextAreaField("Hva mener du?", [InputRequired("Skriv hva du mener.")], description="Med egne ord.")
    kind = RadioField(
        "Hvem svarer du for?",
        [InputRequired("Velg en.")],
        choices=[SelectChoice("a", "Meg selv"), SelectChoice("b", "Et lag")],
    )
    email = EmailField("E-post")
    shown = BooleanField("Vis navnet mitt")


@pytest.fixture(autouse=True)
def on_a_page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def rendered(source: str, **context: object) -> html.HtmlElement:
    return html.fromstring("<main>" + render_template_string(source, **context) + "</main>")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def refused() -> Answer:
    form = Answer(data={})
    form.validate()
    return form


FIELDS = (
    '{% from "components/field.html" import field %}{% from "components/error_summary.html" import error_summary %}'
    "{{ error_summary(form) }}{% for f in form %}{{ field(f) }}{% endfor %}"
)


def test_a_field_is_tied_to_its_label_its_help_and_its_error() -> None:
    page = rendered(FIELDS, form=refused())
    (area,) = page.xpath("//textarea")
    told = [words(page.get_element_by_id(name)) for name in area.get("aria-describedby").split()]
    assert told == ["Med egne ord.", "Feil: Skriv hva du mener."]
    assert area.get("aria-invalid") == "true"
    assert words(page.xpath("//label[@for='text']")[0]) == "Hva mener du?"


def test_only_what_may_be_left_out_is_marked_so() -> None:
    page = rendered(FIELDS, form=Answer())
    assert "(valgfritt)" in words(page.xpath("//label[@for='email']")[0])
    assert "(valgfritt)" not in words(page.xpath("//label[@for='text']")[0])


def test_the_error_summary_leads_to_every_field_and_takes_the_focus() -> None:
    page = rendered(FIELDS, form=refused())
    (summary,) = page.find_class("ds-error-summary")
    targets = [link.get("href")[1:] for link in summary.iter("a")]
    assert [page.get_element_by_id(target).tag for target in targets] == ["textarea", "input"]
    assert summary.get("autofocus") is not None and summary.get("tabindex") == "-1"


def test_a_form_without_errors_has_no_summary() -> None:
    assert not rendered(FIELDS, form=Answer()).find_class("ds-error-summary")


def test_what_was_typed_comes_back_as_text_and_never_as_markup() -> None:
    page = rendered(FIELDS, form=Answer(data={"text": "</textarea><script>alert(1)</script>"}))
    assert page.xpath("//textarea")[0].text.strip() == "</textarea><script>alert(1)</script>"
    assert not page.xpath("//script")


def test_the_timeline_says_the_state_of_each_step_in_words() -> None:
    steps = [
        {"title": title, "state": state}
        for title, state in (("Vedtak", "done"), ("Høring", "now"), ("Råd", "changed"), ("Formannskap", "planned"))
    ]
    page = rendered('{% from "components/hearing.html" import timeline %}{{ timeline(steps) }}', steps=steps)
    assert [words(step) for step in page.iter("li")] == [
        "Vedtak Ferdig",
        "Høring Nå",
        "Råd Endret",
        "Formannskap Planlagt",
    ]
    assert [step.get("aria-current") for step in page.iter("li")] == [None, "step", None, None]


def test_a_removed_passage_is_read_aloud_as_removed() -> None:
    page = rendered('{% from "components/remark.html" import removed %}Ring {{ removed() }} nå')
    assert words(page) == "Ring [fjernet av personvernhensyn] nå"


def test_a_remark_shows_its_sender_and_the_answer_with_the_verdict_in_words() -> None:
    given = SimpleNamespace(
        verdict="rejected", label="Tas ikke til følge", body=Markup("<p>Nei.</p>"), title="", date=""
    )
    page = rendered(
        '{% from "components/remark.html" import remark %}'
        '{{ remark("3-1", "Privatperson", "", "1. mai", "<b>Bygg</b>", answer=given, late=true) }}',
        given=given,
    )
    said = words(page)
    assert said.startswith("Privatperson 1. mai Kom etter fristen Merknad 3-1 <b>Bygg</b>")
    assert said.endswith("Tas ikke til følge Nei.")


def test_a_chart_is_also_a_table_in_the_same_order() -> None:
    page = rendered(
        '{% from "components/chart.html" import bars %}{{ bars("c", "Hvem?", rows, "Avsender", total=1600) }}',
        rows=[("Privat", 1200, None), ("Lag", 400, None)],
    )
    assert [words(label) for label in page.find_class("label")] == ["Privat", "Lag"]
    assert [[words(cell) for cell in row] for row in page.xpath("//tbody/tr")] == [
        ["Privat", "1 200", "75 %"],
        ["Lag", "400", "25 %"],
    ]
    assert [bar.get("width") for bar in page.xpath("//rect")] == ["100.0%", "33.33%"]


def test_charts_of_nothing_are_still_charts() -> None:
    page = rendered(
        '{% from "components/chart.html" import bars, columns, stacked %}{{ bars("a", "A", [], "x") }}'
        '{{ columns("b", "B", [], "x") }}'
        '{{ stacked("c", "C", [("Ingen", [0, 0])], [("Ja", "success"), ("Nei", "danger")], "x") }}'
    )
    assert len(page.find_class("chart")) == 3


def test_pages_are_few_links_with_the_present_one_marked() -> None:
    source = (
        '{% from "components/navigation.html" import pagination %}'
        "{% macro url(n) %}?side={{ n }}{% endmacro %}{{ pagination(5, 40, url) }}"
    )
    page = rendered(source)
    assert [link.get("href") for link in page.iter("a")] == [f"?side={n}" for n in (4, 1, 4, 5, 6, 40, 6)]
    assert [words(link) for link in page.xpath("//a[@aria-current='page']")] == ["5"]


def test_one_page_needs_no_page_links() -> None:
    assert not rendered('{% from "components/navigation.html" import pagination %}{{ pagination(1, 1, none) }}').xpath(
        "//nav"
    )


def test_a_form_that_could_not_be_taken_gives_everything_back() -> None:
    typed = "Første linje\nAndre <linje>"
    page = html.fromstring(
        render_template(
            "errors/kept.html",
            heading="Send en gang til",
            explanation="Alt står under.",
            action="/x",
            has_files=False,
            sign_in=None,
            municipality=None,
            typed=[typed, "p", "Kari Nordmann"],
            fields=[("text", typed), ("kind", "p"), ("name", "Kari Nordmann")],
        )
    )
    hidden = {field.get("name"): field.get("value") for field in page.xpath("//form//input[@type='hidden']")}
    assert hidden.pop("csrf_token")
    assert hidden == {"text": typed, "kind": "p", "name": "Kari Nordmann"}
    assert [block.text_content() for block in page.find_class("kept")] == [typed, "Kari Nordmann"]
