"""A plan's public page without a hearing: shown by a planner, with its files, phases, adoption and predecessor."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask

from app import audit, clock, published, tasks
from app.extensions import db
from app.partial_date import read_partial_date
from app.rows import ChangedMeanwhile
from app.storage import StoredFile
from consultations.hearings.deletion import delete_plan
from consultations.plans.adoption import AdoptionFacts, NotAdopted, NotDecidedYet, adopt, adoption_of, follow_up
from consultations.plans.attached_file import read_attachment
from consultations.plans.attachment import AlreadyReplaced, Attachment, attach, replace, take_away
from consultations.plans.phase import Phase, PhaseState, PlannedPhase, mark_of, phases_of, set_phases
from consultations.plans.plan import PLAN, Plan, make_public
from consultations.plans.public_page import NothingToShow, show
from tests import factories
from tests.consultations.plans import files
from tests.pages import Page, Visitor

PUBLIC = "/storvik/horinger/klimaplan/"
OFFICE = "/storvik/arbeid/planer/klimaplan/"
LISTED = "Vi skal:\n- bygge **flere** boliger\n- leie ut\n\n1. Først\n2. Så"


@pytest.fixture
def plan_id(app: Flask) -> int:
    with app.app_context():
        home = factories.municipality()
        for role in ("planner", "reader"):
            factories.user(home.id, role)
        factories.user(factories.municipality("Granvik kommune").id, "planner", email="nabo@example.no")
        made = factories.plan(
            home.id,
            "Klimaplan",
            summary="Mindre utslipp.",
            purpose=LISTED,
            timing="Våren 2027 kommer utkastet.",
            contact_phone="22 00 00 00",
            contact_email="ida@example.no",
            period_from=2027,
            period_to=2040,
        )
        db.session.commit()
        return made.id


@pytest.fixture
def planner(app: Flask, plan_id: int) -> Visitor:
    return signed_in(app, "planner@example.no")


def signed_in(app: Flask, email: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor


def upload(visitor: Visitor, data: bytes, name: str, title: str = "", path: str = "vedlegg/nytt") -> Page:
    form = visitor.get(f"{OFFICE}{path}").form("filen")
    return form.send(file=(BytesIO(data), name), title=title)


def the(app: Flask, plan_id: int) -> Plan:
    return db.session.get_one(Plan, plan_id)


# The page


def test_nobody_outside_sees_a_plan_that_was_not_shown(app: Flask, planner: Visitor) -> None:
    upload(planner, files.PDF, "kart.pdf")
    for path in (PUBLIC, f"{PUBLIC}vedlegg/{refs(app)[0]}", f"{PUBLIC}innspill/", f"{PUBLIC}runde/1/"):
        assert Visitor(app).get(path).status == 404
    assert "Klimaplan" not in Visitor(app).get("/storvik/").text
    preview = planner.get(OFFICE).link("Forhåndsvis")
    assert "Bare ansatte kan se" in preview.text
    assert preview.select(f"a[href='{OFFICE}vedlegg/{refs(app)[0]}/fil']")


def test_a_shown_plan_has_its_page_with_all_its_fields(planner: Visitor, visitor: Visitor) -> None:
    assert "Plansiden er åpen for alle." in planner.get(OFFICE).form("Vis plansiden").send().text
    page = visitor.get(PUBLIC)
    assert (page.status, page.h1) == (200, "Klimaplan")
    for words in (
        "Under arbeid",
        "Temaplan, fagplan eller strategi",
        "2027–2040",
        "Når?",
        "Våren 2027",
        "Ida Planlegger",
    ):
        assert words in page.text
    assert page.select("a[href='tel:+4722000000']")
    assert page.select("a[href='mailto:ida@example.no']")
    assert not page.select(".deadline")
    assert [item.text_content() for item in page.select(".prose ul > li")][:2] == ["bygge flere boliger", "leie ut"]
    assert [item.text_content() for item in page.select(".prose ol > li")] == ["Først", "Så"]
    assert page.select(".prose ul strong")[0].text == "flere"
    assert visitor.get("/storvik/").link("Klimaplan").path == PUBLIC


def test_a_page_that_says_nothing_is_not_shown(app: Flask, plan_id: int, planner: Visitor) -> None:
    with app.app_context():
        the(app, plan_id).summary = ""
        db.session.commit()
        with pytest.raises(NothingToShow):
            show(the(app, plan_id))
    assert "Vis plansiden" not in planner.get(OFFICE).text
    assert Visitor(app).get(PUBLIC).status == 404


def test_an_announced_hearing_makes_the_plan_public(app: Flask, plan_id: int) -> None:
    with app.app_context():
        plan = the(app, plan_id)
        factories.hearing(plan)
        assert plan.is_public
        db.session.commit()
    page = Visitor(app).get(PUBLIC)
    assert page.select(".deadline")
    assert page.select("a[href='tel:+4722000000']")
    assert "Klimaplan" not in " ".join(one.text_content() for one in page.select("#planer"))


def test_others_may_not_change_the_page(app: Flask, planner: Visitor) -> None:
    upload(planner, files.PDF, "kart.pdf")
    writes = ("faser", "vedtatt", "vedlegg/nytt", f"vedlegg/{refs(app)[0]}/erstatt", f"vedlegg/{refs(app)[0]}/ta-bort")
    reader, neighbour = signed_in(app, "reader@example.no"), signed_in(app, "nabo@example.no")
    assert [reader.get(f"{OFFICE}{path}").status for path in writes] == [403] * 5
    assert [neighbour.get(f"{OFFICE}{path}").status for path in (*writes, f"vedlegg/{refs(app)[0]}/fil")] == [404] * 6
    assert "Last opp vedlegg" not in reader.get(OFFICE).text
    assert reader.client.get(f"{OFFICE}vedlegg/{refs(app)[0]}/fil").status_code == 200


def test_shelves_do_not_grow_with_the_number_of_plans(app: Flask, plan_id: int, visitor: Visitor) -> None:
    with app.app_context():
        for number in range(40):
            plan = factories.plan(1, f"Plan {number}")
            make_public(plan)
            if number % 2:
                adopt(plan, AdoptionFacts(clock.today(), "Kommunestyret"), None)
        db.session.commit()
    page = visitor.get("/storvik/")
    assert len(page.select(".hearing-list > li")) == 10
    every = page.link("Alle vedtatte planer (20)")
    assert len(every.select(".hearing-list > li")) == 20
    assert visitor.get("/storvik/planer/arbeid?side=2").status == 404
    assert visitor.get("/storvik/planer/annet").status == 404


# Search


def test_a_plan_is_found_by_its_title_and_its_text(app: Flask, plan_id: int, visitor: Visitor) -> None:
    with app.app_context():
        show(the(app, plan_id))
        db.session.commit()
        tasks.run_due()
        (document,) = published.load(PLAN, [str(plan_id)]).values()
    assert document.url == PUBLIC
    assert "**" not in document.text
    assert visitor.get("/storvik/sok?q=Klimaplan").link("Klimaplan").path == PUBLIC
    assert visitor.get("/storvik/sok?q=leie ut boliger").link("Klimaplan").path == PUBLIC


def test_a_plan_that_nobody_showed_is_not_found(app: Flask, plan_id: int) -> None:
    with app.app_context():
        assert published.load(PLAN, [str(plan_id), "x", "99"]) == {}
        assert PLAN not in {one.kind for batch in published.all_documents() for one in batch}


# Files


def refs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Attachment.ref).order_by(Attachment.id)))


def test_a_file_is_listed_and_given_out_as_a_download(app: Flask, planner: Visitor, visitor: Visitor) -> None:
    page = upload(planner, files.PDF, "kart over «sentrum».pdf", "Kart")
    assert "«Kart» er lagt til." in page.text
    planner.get(OFFICE).form("Vis plansiden").send()
    (link,) = visitor.get(PUBLIC).select(".attachments a")
    assert link.getparent().text_content().split() == ["Kart", "(PDF,", "1", "kB)"]
    answer = visitor.client.get(link.get("href"))
    assert (answer.status_code, answer.data, answer.mimetype) == (200, files.PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert visitor.get(f"{PUBLIC}vedlegg/finnesikke").status == 404
    assert visitor.get(f"/granvik/horinger/klimaplan/vedlegg/{refs(app)[0]}").status == 404


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (files.EXE, "kart.pdf", "noe annet enn navnet sier"),
        (files.SVG, "kart.svg", "ikke imot denne filtypen"),
        (b"", "tom.pdf", "Filen er tom"),
        (files.office(bombe=b"0" * 40_000_000), "bombe.docx", "urimelig stor"),
    ],
    ids=["exe", "svg", "empty", "bomb"],
)
def test_a_bad_file_is_refused_and_the_title_stays(planner: Visitor, data: bytes, name: str, said: str) -> None:
    page = upload(planner, data, name, "Kart over sentrum")
    assert page.status == 400
    assert said in page.text
    assert page.form("filen").values["title"] == "Kart over sentrum"


def test_a_file_has_to_be_chosen_again(planner: Visitor) -> None:
    page = upload(planner, files.PDF, "kart.pdf", "x" * 201)
    assert page.status == 400
    assert "Velg filen på nytt" in page.text


def test_a_replaced_file_stays_at_its_address(app: Flask, planner: Visitor, visitor: Visitor) -> None:
    upload(planner, files.PDF, "kart.pdf", "Kart")
    planner.get(OFFICE).form("Vis plansiden").send()
    upload(planner, files.PDF + b"%%EOF\n", "kart-2.pdf", "Nytt kart", f"vedlegg/{refs(app)[0]}/erstatt")
    page = visitor.get(PUBLIC)
    assert [link.text for link in page.select(".attachments a")] == ["Nytt kart", "Kart"]
    assert "av «Nytt kart»" in page.text
    old, new = (visitor.client.get(f"{PUBLIC}vedlegg/{ref}").data for ref in refs(app))
    assert (old, new) == (files.PDF, files.PDF + b"%%EOF\n")
    assert planner.get(f"{OFFICE}vedlegg/{refs(app)[0]}/erstatt").path == f"{OFFICE}#vedlegg"


def test_a_published_file_is_taken_down_with_a_reason(app: Flask, planner: Visitor, visitor: Visitor) -> None:
    upload(planner, files.PDF, "kart.pdf", "Kart")
    planner.get(OFFICE).form("Vis plansiden").send()
    form = planner.get(f"{OFFICE}vedlegg/{refs(app)[0]}/ta-bort").form("Ta bort filen")
    assert form.send(reason=" ").status == 400
    assert form.send(reason="Filen viste et navn.").status == 200
    gone = visitor.get(f"{PUBLIC}vedlegg/{refs(app)[0]}")
    assert (gone.status, gone.h1) == (410, "Filen er tatt bort")
    assert "Filen viste et navn." in gone.text
    page = visitor.get(PUBLIC)
    assert "Filen viste et navn." in page.text
    assert not page.select(".attachments a")


def test_a_file_that_nobody_saw_goes_altogether(app: Flask, planner: Visitor) -> None:
    upload(planner, files.PDF, "kart.pdf", "Kart")
    planner.get(f"{OFFICE}vedlegg/{refs(app)[0]}/ta-bort").form("Ta bort filen").send()
    assert refs(app) == []


def test_two_cannot_replace_the_same_file(app: Flask, plan_id: int) -> None:
    with app.app_context():
        file = read_attachment(files.PDF, "kart.pdf")
        first = attach(the(app, plan_id), file, "Kart", None)
        replace(first, file, "Nytt", None)
        with pytest.raises(AlreadyReplaced):
            replace(first, file, "Et til", None)
        take_away(first, "")
        assert list(audit.verify(1)) == []


# Phases


def words(text: str) -> str:
    return " ".join(text.split())


def test_phases_stand_in_the_timeline(planner: Visitor, visitor: Visitor) -> None:
    form = planner.get(f"{OFFICE}faser").form("Lagre")
    form.send(title_1="Oppstart", when_1="høsten 2026", state_1="done", title_2="Medvirkning", state_2="now")
    planner.get(OFFICE).form("Vis plansiden").send()
    steps = visitor.get(PUBLIC).select(".timeline > li")
    assert [(step.get("data-state"), step.cssselect(".title")[0].text) for step in steps] == [
        ("done", "Oppstart"),
        ("now", "Medvirkning"),
    ]
    again = planner.get(f"{OFFICE}faser").form("Lagre")
    assert "title_5" in again.values
    again.send(title_1="", when_1="")
    assert len(visitor.get(PUBLIC).select(".timeline > li")) == 1


def test_the_time_of_a_phase_is_a_date_as_well_as_it_is_known(planner: Visitor, visitor: Visitor) -> None:
    form = planner.get(f"{OFFICE}faser").form("Lagre")
    refused = form.send(title_1="Oppstart", when_1="snart", state_1="done")
    assert refused.status == 400
    assert refused.form("Lagre").values["when_1"] == "snart"
    refused.form("Lagre").send(when_1="uke 36 2026", title_2="Utkast", when_2="våren 2027")
    assert planner.get(f"{OFFICE}faser").form("Lagre").values["when_1"] == "uke 36 2026"
    planner.get(OFFICE).form("Vis plansiden").send()
    times = [words(step.text_content()) for step in visitor.get(PUBLIC).select(".timeline .when")]
    assert times == ["uke 36 (31. august–6. september 2026)", "våren 2027"]


def test_words_of_before_stay_until_somebody_writes_a_date(app: Flask, plan_id: int, planner: Visitor) -> None:
    with app.app_context():
        set_phases(the(app, plan_id), [PlannedPhase("Oppstart", None, PhaseState.NOW, "etter sommeren")])
        db.session.commit()
    form = planner.get(f"{OFFICE}faser").form("Lagre")
    assert form.values["when_1"] == "etter sommeren"
    assert form.send(title_1="Oppstarten").status == 200
    with app.app_context():
        (phase,) = phases_of(the(app, plan_id))
        assert (phase.title, phase.when, phase.period) == ("Oppstarten", "etter sommeren", None)
    assert planner.get(f"{OFFICE}faser").form("Lagre").send(when_1="høsten 2026").status == 200
    with app.app_context():
        (phase,) = phases_of(the(app, plan_id))
        assert (phase.words, phase.period) == ("", read_partial_date("høsten 2026"))


def test_a_phase_without_a_title_comes_back_as_typed(planner: Visitor) -> None:
    page = planner.get(f"{OFFICE}faser").form("Lagre").send(when_2="våren", state_2="now")
    assert page.status == 400
    assert "Skriv også hva som skjer." in page.text
    assert (page.form("Lagre").values["when_2"], page.form("Lagre").values["state_2"]) == ("våren", "now")


def test_two_planners_do_not_overwrite_each_others_phases(app: Flask, plan_id: int, planner: Visitor) -> None:
    mine, hers = (planner.get(f"{OFFICE}faser").form("Lagre") for _ in range(2))
    mine.send(title_1="Mitt")
    page = hers.send(title_1="Hennes")
    assert page.status == 409
    assert page.form("Lagre").values["title_1"] == "Hennes"
    assert page.form("Lagre").send().status == 200
    with app.app_context():
        (phase,) = phases_of(the(app, plan_id))
        assert phase.title == "Hennes"
        with pytest.raises(ChangedMeanwhile):
            set_phases(the(app, plan_id), [PlannedPhase("x", None, PhaseState.NOW)], mark_of([]))


# Adoption and what came before


def test_an_adopted_plan_says_by_whom_and_for_how_long(planner: Visitor, visitor: Visitor) -> None:
    planner.get(OFFICE).form("Vis plansiden").send()
    form = planner.get(OFFICE).link("Skriv inn vedtaket").form("Lagre vedtaket")
    assert form.values["body"] == "Kommunestyret"
    form.send(decided_on="9.2.2022", case_number="PS 3/22", valid_from="1.3.2022", valid_to="31.12.2025")
    page = visitor.get(PUBLIC)
    assert "Kommunestyret vedtok planen onsdag 9. februar 2022 i sak PS 3/22." in page.text.replace("\xa0", " ")
    assert "Planen gjelder ikke i dag." in page.text
    assert visitor.get("/storvik/planer/vedtatt").link("Klimaplan").path == PUBLIC
    planner.get(OFFICE).form("Planen følges opp").send()
    assert "Følges opp" in visitor.get(PUBLIC).text


@pytest.mark.parametrize(
    "typed", [{"decided_on": ""}, {"decided_on": "1.1.2099"}, {"decided_on": "9.2.2022", "body": ""}, {"valid_to": "x"}]
)
def test_a_bad_adoption_comes_back_as_typed(planner: Visitor, typed: dict[str, str]) -> None:
    page = planner.get(f"{OFFICE}vedtatt").form("Lagre").send(**({"case_number": "PS 3/22"} | typed))
    assert page.status == 400
    assert page.form("Lagre").values["case_number"] == "PS 3/22"


def test_only_what_was_decided_is_adopted_and_only_that_followed_up(app: Flask, plan_id: int) -> None:
    with app.app_context():
        plan = the(app, plan_id)
        with pytest.raises(NotAdopted):
            follow_up(plan)
        with pytest.raises(NotDecidedYet):
            adopt(plan, AdoptionFacts(clock.today() + timedelta(days=1), "Kommunestyret"), None)
        adopt(plan, AdoptionFacts(date(2026, 2, 9), "Formannskapet"), None)
        adopt(plan, AdoptionFacts(date(2026, 2, 9), "Kommunestyret"), None)
        follow_up(plan)
        follow_up(plan)
        held = adoption_of(plan)
        assert held
        assert held.body == "Kommunestyret"


def test_plans_lead_to_the_one_before_and_the_one_after(app: Flask, plan_id: int, planner: Visitor) -> None:
    with app.app_context():
        older = factories.plan(1, "Klimaplan 2019", summary="Den gamle.")
        db.session.commit()
        number = str(older.id)
    planner.get(f"{OFFICE}rediger").form("Lagre").send(predecessor_id=number)
    planner.get(OFFICE).form("Vis plansiden").send()
    reader = Visitor(app)
    assert "Klimaplan 2019" not in reader.get(PUBLIC).text  # nobody outside knows of it
    with app.app_context():
        show(db.session.get_one(Plan, int(number)))
        db.session.commit()
    assert reader.get(PUBLIC).link("Klimaplan 2019").link("Klimaplan").path == PUBLIC


def test_a_predecessor_elsewhere_has_a_name_and_an_address(planner: Visitor) -> None:
    form = planner.get(f"{OFFICE}rediger").form("Lagre")
    assert form.send(predecessor_url="https://x.example.no/plan").status == 400
    refused = form.send(predecessor_name="Gammel plan", predecessor_url="javascript:alert(1)")
    assert refused.status == 400
    assert refused.form("Lagre").values["predecessor_url"] == "javascript:alert(1)"
    form.send(predecessor_name="Gammel plan", predecessor_url="https://x.example.no/plan")
    page = planner.get(OFFICE).link("Forhåndsvis")
    assert page.select("a[href='https://x.example.no/plan']")[0].text == "Gammel plan"


def test_a_plan_is_not_its_own_predecessor_nor_that_of_another_municipality(
    app: Flask, plan_id: int, planner: Visitor
) -> None:
    with app.app_context():
        foreign = factories.plan(2, "Granvikplanen").id
        db.session.commit()
    for number in (plan_id, foreign):
        page = planner.get(f"{OFFICE}rediger").form("Lagre").send(predecessor_id=str(number))
        assert page.status == 400


def test_what_is_changed_on_a_public_page_is_a_correction(app: Flask, plan_id: int, planner: Visitor) -> None:
    planner.get(OFFICE).form("Vis plansiden").send()
    form = planner.get(f"{OFFICE}rediger").form("Lagre")
    assert form.send(timing="Høsten 2027.").status == 200
    form = planner.get(f"{OFFICE}rediger").form("Lagre")
    assert form.send(title="Ny klimaplan", timing="Våren 2028.").status == 400
    assert form.send(title="Ny klimaplan", timing="Våren 2028.", reason="Planen har skiftet navn.").status == 200
    page = Visitor(app).get(PUBLIC)
    assert "Planen har skiftet navn." in page.text
    assert "Rettet: Tittel" in page.text
    assert "Rettet: Når?" not in page.text
    assert not page.select("a[href='']")


def test_a_plan_that_nobody_saw_is_deleted_with_its_files_and_phases(app: Flask, plan_id: int) -> None:
    with app.app_context():
        plan = the(app, plan_id)
        attach(plan, read_attachment(files.PDF, "kart.pdf"), "Kart", None)
        set_phases(plan, [PlannedPhase("Oppstart", None, PhaseState.DONE)])
        delete_plan(plan)
        db.session.commit()
        tables = (Attachment, Phase, StoredFile)
        assert [db.session.scalar(db.select(db.func.count()).select_from(one)) for one in tables] == [0, 0, 0]
