"""The moderators' pages, as moderators use them."""

from __future__ import annotations

from sqlalchemy import event

from app.accounts import PLANNER
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements import publication
from consultations.statements.removal import Removal
from consultations.statements.statement import Publicity, Statement
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
    assert page.form("Publiser").values["word"] == "Per Ås"
    page.form("Publiser").send(button=("act", "approve"))
    assert office.state(ref).comments[0].public_text == "Naboen ▮ bråker."


def test_each_passage_has_a_reason_of_its_own_that_is_read_aloud(office: Office, visitor: Visitor) -> None:
    ref = office.receive("Ring 22 22 55 55. Per Ås er en tulling og har diabetes.")
    form = office.open(ref).form("Publiser").send(button=("act", "add"), words="en tulling", removal_reason="abuse")
    form = form.form("Publiser").send(button=("act", "add"), words="diabetes", removal_reason="confidential")
    assert [one.get("value") for one in form.select("input[name=word]")] == ["en tulling", "diabetes"]
    form.form("Publiser").send(button=("act", "approve"), words="Per Ås", removal_reason="third_party")
    page = visitor.get("/storvik/horinger/boligsosial-plan/innspill/")
    assert [" ".join(one.text_content().split()) for one in page.select(".remark .body .removed")] == [
        "[fjernet av personvernhensyn]",
        "[fjernet av personvernhensyn]",
        "[fjernet fordi det bryter reglene for høringen]",
        "[fjernet fordi det kan være taushetsbelagt]",
    ]
    reasons = {one.reason_class for one in rows(office, ref)}
    assert reasons == {"personal_data", "third_party", "abuse", "confidential"}
    again = office.open(ref)
    chosen = [one.get("value") for one in again.select(".removals select option[selected]")]
    assert chosen == ["personal_data", "third_party", "abuse", "confidential"]


def test_a_finding_is_removed_for_the_reason_chosen_beside_it(office: Office) -> None:
    ref = office.receive("Naboen har 22 22 55 55.")
    opened = office.open(ref)
    name = opened.select(".removals select")[0].get("name")
    refused = opened.form("Publiser").send(button=("act", "approve"), **{name: "tull"})
    assert refused.status == 400
    opened.form("Publiser").send(button=("act", "approve"), **{name: "third_party"})
    assert [one.reason_class for one in rows(office, ref)] == ["third_party"]


def test_words_that_were_added_can_stay_after_all(office: Office) -> None:
    ref = office.receive("Naboen Per Ås bråker.")
    page = office.open(ref).form("Publiser").send(button=("act", "add"), words="Per Ås")
    page.form("Publiser").send(button=("act", "approve"), **{"word-reason": ""})
    assert office.state(ref).comments[0].public_text == "Naboen Per Ås bråker."


def test_a_national_id_cannot_be_let_out(office: Office) -> None:
    ref = office.receive(f"Mitt nummer er {NUMBER}.")
    page = office.open(ref).form("Publiser").send(button=("act", "approve"), remove=None)
    assert page.status == 400
    assert "Et fødselsnummer kan ikke vises på nettet" in page.text
    assert office.state(ref).publicity == Publicity.WAITING


def test_what_is_found_in_the_name_is_seen_and_taken_out_of_it(office: Office, visitor: Visitor) -> None:
    name = f"Velet v/ Ola Nordmann {NUMBER} tlf 22 22 55 55"
    ref = office.receive("Vi er for.", sender_type="association", organisation=name)
    queue = office.moderator().get(QUEUE)
    assert "telefonnummer i navnet på organisasjonen" in queue.text
    assert not queue.select("input[name=chosen]")
    page = office.open(ref)
    assert len(page.select("dd mark")) == 2
    preview = page.form("Publiser").send(button=("act", "preview"), words="v/ Ola Nordmann")
    assert preview.select(".preview h3")[0].text_content() == "Velet […] […] tlf […]"
    preview.form("Publiser").send(button=("act", "approve"))
    assert office.state(ref).public_name == "Velet […] […] tlf […]"
    shown = visitor.get("/storvik/horinger/boligsosial-plan/innspill/")
    assert "Velet" in shown.text
    assert not {"Nordmann", NUMBER, "22 22 55 55"} & set(shown.body.split())


def test_a_name_that_is_nothing_but_a_finding_is_not_shown(office: Office) -> None:
    ref = office.receive("Vi er for.", sender_type="association", organisation="22 22 55 55")
    office.open(ref).form("Publiser").send(button=("act", "approve"))
    assert office.state(ref).public_name is None


def test_what_was_removed_is_kept_through_withholding_and_withdrawal(office: Office) -> None:
    ref = office.receive("Naboen Per Ås bråker.")
    visitor = office.moderator()
    office.open(ref, visitor).form("Publiser").send(button=("act", "approve"), words="Per Ås")
    office.open(ref, visitor).form("Publiser").send(button=("act", "withhold"), reason="abuse", again="mistake")
    assert [(one.start_at, one.end_at, one.version) for one in rows(office, ref)] == [(7, 13, 1)]
    office.open(ref, visitor).form("Publiser").send(button=("act", "approve"), again="mistake", remove=None)
    assert rows(office, ref) == []
    decided = visitor.get(f"{QUEUE}?vis=publisert")
    assert "sted fjernet" not in decided.text
    assert "Publisert, 1 sted fjernet: Personopplysninger om avsenderen" in office.open(ref, visitor).text
    with office.app.app_context():
        publication.withdraw(db.session.scalars(db.select(Statement).where(Statement.ref == ref)).one())
        db.session.commit()
    with office.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Removal)) == 1


def test_the_list_of_what_is_decided_asks_the_database_once_for_all_removals(office: Office) -> None:
    def asked() -> int:
        seen: list[str] = []
        with office.app.app_context():
            event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
        assert visitor.get(f"{QUEUE}?vis=publisert").status == 200
        return len(seen)

    visitor = office.moderator()
    for round_ in (1, 4):
        for _one in range(round_):
            ref = office.receive("Ring 22 22 55 55.")
            office.open(ref, visitor).form("Publiser").send(button=("act", "approve"))
        counted = asked()
        if round_ == 1:
            first = counted
    assert counted <= first


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
    assert "1 innspill er ikke publisert, fordi det har funn: Innspill 1 (telefonnummer)" in page.text
    assert office.item(ref) in [link.get("href") for link in page.select("[role=alert] a, .ds-alert a")]
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


def rows(office: Office, ref: str) -> list[Removal]:
    """The removals in force of a statement, in order."""
    with office.app.app_context():
        query = db.select(Removal).join(Statement, Statement.id == Removal.statement_id)
        found = db.session.scalars(query.where(Statement.ref == ref, Removal.in_force).order_by(Removal.start_at)).all()
        db.session.expunge_all()
    return list(found)


def _token(page: object) -> dict[str, str]:
    forms = [form for form in page.tree.forms if "csrf_token" in form.fields]  # type: ignore[attr-defined]
    return {"csrf_token": forms[0].fields["csrf_token"]}


def test_signs_of_a_machine_are_shown_and_counted_and_decide_nothing(office: Office) -> None:
    ref, other = office.receive("Vi trenger flere boliger."), office.receive("Vi trenger færre.")
    with office.app.app_context():
        statement = db.session.scalars(db.select(Statement).where(Statement.ref == ref)).one()
        statement.signs = "trap,fast"
        db.session.commit()
    page = office.moderator().get(QUEUE)
    assert "1 innspill som venter, har tegn på at en maskin fylte ut skjemaet" in page.text
    assert page.text.count("Fylte ut et felt som folk ikke ser") == 1
    assert len(page.select("input[name=chosen]")) == 2
    assert "på under tre sekunder" in office.open(ref).text
    assert "på under tre sekunder" not in office.open(other).text
