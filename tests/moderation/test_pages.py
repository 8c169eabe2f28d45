"""The moderators' pages, as moderators use them."""

from __future__ import annotations

from app.accounts import PLANNER
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements.statement import Publicity
from tests import factories
from tests.moderation.conftest import OLA, Office
from tests.pages import Visitor

QUEUE = "/storvik/arbeid/moderering/"
NUMBER = "15507600333"  # a synthetic number: the month is 40 too high


def test_the_queue_shows_the_oldest_first_with_what_was_found(office: Office) -> None:
    office.receive("Vi trenger flere boliger.")
    office.receive("Ring meg på 22 22 55 55.")
    page = office.moderator().get(QUEUE)
    links = [link.text_content() for link in page.select("tbody th a")]
    assert links == ["Innspill 1", "Innspill 2"]
    assert "telefonnummer" in page.text
    assert "Venter 2" in page.text


def test_only_statements_without_findings_can_be_chosen_together(office: Office) -> None:
    office.receive("Vi trenger flere boliger.")
    office.receive("Ring meg på 22 22 55 55.")
    page = office.moderator().get(QUEUE)
    assert len(page.select("input[name=chosen]")) == 1


def test_an_approved_statement_is_public_at_once(office: Office, visitor: Visitor) -> None:
    ref = office.receive("Vi trenger flere boliger.")
    page = office.open(ref).form("Publiser").send(button=("act", "approve"))
    assert "Innspill nr. 1 er publisert." in page.text
    assert page.path == QUEUE
    assert "Vi trenger flere boliger." in visitor.get("/storvik/horinger/boligsosial-plan/innspill/").text


def test_after_a_decision_comes_the_next_that_waits(office: Office) -> None:
    first, second = office.receive("Ett."), office.receive("To.")
    page = office.open(first).form("Publiser").send(button=("act", "approve"))
    assert page.path == office.item(second)
    assert "Angre eller endre" in page.text


def test_findings_are_ticked_and_go(office: Office) -> None:
    ref = office.receive(f"Jeg heter Ola, mitt nummer er {NUMBER}, ring 22 22 55 55.")
    office.open(ref).form("Publiser").send(button=("act", "approve"))
    public = office.state(ref).comments[0].public_text
    assert public == "Jeg heter Ola, mitt nummer er ▮, ring ▮."


def test_an_unticked_finding_stays(office: Office) -> None:
    ref = office.receive("Velforeningens vakttelefon er 22 22 55 55.")
    office.open(ref).form("Publiser").send(button=("act", "approve"), remove=None)
    assert office.state(ref).comments[0].public_text == "Velforeningens vakttelefon er 22 22 55 55."


def test_pasted_words_go_wherever_they_stand(office: Office) -> None:
    ref = office.receive("Naboen Per Ås bråker.\nAlle vet at Per\nÅs gjør det.", "Spør Per Ås.")
    office.open(ref).form("Publiser").send(button=("act", "approve"), words="Per Ås\r\n")
    state = office.state(ref)
    assert [one.public_text for one in state.comments] == ["Naboen ▮ bråker.\nAlle vet at ▮ gjør det.", "Spør ▮."]


def test_words_that_are_not_there_are_refused_and_kept(office: Office) -> None:
    ref = office.receive("Naboen Per Ås bråker.")
    page = office.open(ref).form("Publiser").send(button=("act", "approve"), words="Pål Ås", note="Hei, se her.")
    assert page.status == 400
    assert "Vi finner ikke «Pål Ås» i innspillet" in page.text
    assert page.form("Publiser").values["words"].strip() == "Pål Ås"
    assert page.form("Publiser").values["note"].strip() == "Hei, se her."
    assert office.state(ref).publicity == Publicity.WAITING


def test_a_preview_shows_what_the_public_will_see_and_decides_nothing(office: Office) -> None:
    ref = office.receive("Naboen Per Ås bråker.")
    page = office.open(ref).form("Publiser").send(button=("act", "preview"), words="Per Ås")
    preview = " ".join(page.select(".preview .body")[0].text_content().split())
    assert preview == "Naboen [fjernet av personvernhensyn] bråker."
    assert page.form("Publiser").values["words"].strip() == "Per Ås"
    assert office.state(ref).publicity == Publicity.WAITING


def test_withholding_leaves_a_tombstone_with_the_reason(office: Office, visitor: Visitor) -> None:
    ref = office.receive("Her er det mye om naboen.")
    office.open(ref).form("Publiser").send(button=("act", "withhold"), reason="third_party", note="Ta bort naboen.")
    page = visitor.get("/storvik/horinger/boligsosial-plan/innspill/")
    assert "omtaler andre personer" in page.text
    assert "mye om naboen" not in page.body
    assert office.state(ref).moderator_note == "Ta bort naboen."


def test_withholding_needs_a_reason(office: Office) -> None:
    ref = office.receive("Her er det mye om naboen.")
    page = office.open(ref).form("Publiser").send(button=("act", "withhold"), note="Ta bort naboen.")
    assert page.status == 400
    assert "Velg en grunn." in page.text
    assert office.state(ref).publicity == Publicity.WAITING


def test_the_second_moderator_sees_who_was_first_and_keeps_what_was_typed(office: Office) -> None:
    ref = office.receive("Naboen Per Ås bråker.")
    late = office.open(ref, office.moderator(OLA)).form("Publiser")
    office.open(ref).form("Publiser").send(button=("act", "approve"), words="Per Ås")
    page = late.send(button=("act", "withhold"), reason="abuse", note="Det der går ikke.")
    assert page.status == 409
    assert "Noen kom deg i forkjøpet" in page.h1
    assert "Kari Moderator publiserte det" in page.text
    assert "Det der går ikke." in page.text
    assert office.state(ref).publicity == Publicity.PUBLISHED


def test_a_published_statement_can_be_decided_again_with_a_reason(office: Office, visitor: Visitor) -> None:
    ref = office.receive("Naboen Per Ås bråker, ring 22 22 55 55.")
    office.open(ref).form("Publiser").send(button=("act", "approve"))
    page = office.open(ref)
    assert len(page.select("input[name=remove][checked]")) == 1
    refused = page.form("Publiser").send(button=("act", "approve"), words="Per Ås")
    assert "Velg hvorfor du vurderer på nytt." in refused.text
    refused.form("Publiser").send(button=("act", "approve"), again="overlooked")
    assert office.state(ref).comments[0].public_text == "Naboen ▮ bråker, ring ▮."
    assert "Per Ås" not in visitor.get("/storvik/horinger/boligsosial-plan/innspill/").body


def test_a_withheld_statement_can_be_published_after_all(office: Office) -> None:
    ref = office.receive("Vi trenger flere boliger.")
    office.open(ref).form("Publiser").send(button=("act", "withhold"), reason="abuse")
    office.open(ref).form("Publiser").send(button=("act", "approve"), again="mistake")
    assert office.state(ref).publicity == Publicity.PUBLISHED


def test_words_removed_once_do_not_come_back_after_a_withholding(office: Office) -> None:
    ref = office.receive("Naboen Per Ås bråker.")
    visitor = office.moderator()
    office.open(ref, visitor).form("Publiser").send(button=("act", "approve"), words="Per Ås")
    office.open(ref, visitor).form("Publiser").send(button=("act", "withhold"), reason="abuse", again="mistake")
    office.open(ref, visitor).form("Publiser").send(button=("act", "approve"), again="mistake")
    assert office.state(ref).comments[0].public_text == "Naboen ▮ bråker."


def test_several_are_approved_together_and_those_taken_are_named(office: Office) -> None:
    refs = [office.receive(f"Innspill om boliger, {number}.") for number in "abc"]
    form = office.moderator(OLA).get(QUEUE).form("Publiser de valgte")
    values = [f"{ref}:1" for ref in refs]
    office.open(refs[1]).form("Publiser").send(button=("act", "withhold"), reason="abuse")
    page = form.send(chosen=values)
    assert "1 innspill er publisert." in page.text
    assert "Innspill nr. 2: Kari Moderator holdt det tilbake" in page.text
    assert "Innspill nr. 3 er ikke publisert" in page.text  # Kari went on to it
    assert [office.state(ref).publicity for ref in refs] == ["published", "withheld", "waiting"]


def test_a_statement_with_findings_does_not_slip_through_with_the_others(office: Office) -> None:
    ref = office.receive("Ring meg på 22 22 55 55.")
    visitor = office.moderator()
    office.receive("Greit.")
    page = visitor.get(QUEUE).form("Publiser de valgte").send(chosen=[f"{ref}:1"])
    assert "Innspill nr. 1 er ikke publisert" in page.text
    assert office.state(ref).publicity == Publicity.WAITING


def test_what_one_moderator_reads_is_marked_for_the_others(office: Office) -> None:
    first, second = office.receive("Ett."), office.receive("To.")
    page = office.moderator().get(QUEUE).form("Begynn med det eldste").send()
    assert page.path == office.item(first)
    ola = office.moderator(OLA)
    assert "Kari Moderator ser på denne" in ola.get(QUEUE).text
    assert ola.get(QUEUE).form("Begynn med det eldste").send().path == office.item(second)
    taken = ola.get(office.item(first)).form("Ta over").send()
    assert "ser på denne" not in taken.text


def test_who_made_the_hearing_does_not_moderate_it(office: Office) -> None:
    ref = office.receive("Vi trenger flere boliger.")
    with office.app.app_context():
        kari, hearing = factories.find_user("kari@example.no"), db.session.get(Hearing, office.hearing_id)
        assert kari and hearing
        hearing.created_by_id = kari.id
        db.session.commit()
    page = office.open(ref)
    assert "En annen må bestemme" in page.text
    forced = office.moderator().post(office.item(ref), data={"act": "approve"} | _token(page))
    assert forced.status in (400, 403)
    assert office.state(ref).publicity == Publicity.WAITING
    assert "Hva kan vi vise?" in office.open(ref, office.moderator(OLA)).text


def test_other_municipalities_and_other_roles_stay_outside(office: Office) -> None:
    ref = office.receive("Vi trenger flere boliger.")
    with office.app.app_context():
        other = factories.municipality("Lillevik kommune")
        factories.user(other.id, "moderator", email="fremmed@example.no")
        home = db.session.get(Hearing, office.hearing_id)
        assert home
        factories.user(home.municipality_id, PLANNER, email="planlegger@example.no")
        db.session.commit()
    stranger = office.moderator("fremmed@example.no")
    assert stranger.get(QUEUE).status == 404
    assert stranger.get(office.item(ref)).status == 404
    assert stranger.get(f"/lillevik/arbeid/moderering/{ref}").status == 404
    planner = office.moderator("planlegger@example.no")
    assert planner.get(QUEUE).status == 403
    assert planner.get(office.item(ref)).status == 403


def _token(page: object) -> dict[str, str]:
    forms = [form for form in page.tree.forms if "csrf_token" in form.fields]  # type: ignore[attr-defined]
    return {"csrf_token": forms[0].fields["csrf_token"]}
