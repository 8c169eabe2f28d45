"""What everybody may know of moderation, and what senders are told."""

from __future__ import annotations

from app import mail, worker
from app.extensions import db
from consultations.hearings.hearing import Hearing
from tests.moderation.conftest import Office
from tests.pages import Visitor

LETTER_TO = "avsender@example.no"


def letters(office: Office) -> list[mail.WrittenLetter]:
    worker.work(office.app, until_empty=True)
    with office.app.app_context():
        hearing = db.session.get(Hearing, office.hearing_id)
        assert hearing is not None
        return list(mail.written(office.app.config["HORING"], hearing.municipality_id))


def test_the_public_log_counts_and_gives_reasons(office: Office, visitor: Visitor) -> None:
    whole, cut, gone = office.receive("Ett."), office.receive("Ring 22 22 55 55."), office.receive("Tre.")
    office.receive("Venter.")
    office.open(whole).form("Publiser").send(button=("act", "approve"))
    assert "Vist på nettet" in visitor.get("/storvik/moderering").text
    office.open(cut).form("Publiser").send(button=("act", "approve"))
    office.open(gone).form("Publiser").send(button=("act", "withhold"), reason="abuse")
    facts = [" ".join(fact.text_content().split()) for fact in visitor.get("/storvik/moderering").select("dd")]
    cut_for, withheld_for = "Personopplysninger om avsenderen: 1", "Brudd på reglene for høringen: hets, trusler eller"
    assert facts == ["2", cut_for, f"{withheld_for} reklame: 1", "0"]


def test_a_letter_says_what_became_of_it_and_carries_no_words_of_it(office: Office) -> None:
    cut, gone = (
        office.receive("Ring 22 22 55 55 om bingoen.", email=LETTER_TO, sender={"name": "Torvald"}) for _ in range(2)
    )
    office.open(cut).form("Publiser").send(button=("act", "approve"), note="Uten bingo går det bra.")
    office.open(gone).form("Publiser").send(button=("act", "withhold"), reason="third_party", note="Bingo, nei.")
    by_subject = {letter.subject: letter.body for letter in letters(office)}
    assert set(by_subject) == {"Innspill nr. 1 er publisert", "Innspill nr. 2 vises ikke på nettet"}
    published, withheld = (body for _subject, body in sorted(by_subject.items()))
    assert f"/storvik/horinger/boligsosial-plan/runde/1/innspill/{cut}" in published
    assert "Personopplysninger om avsenderen" in published
    assert "Opplysninger om andre personer" in withheld
    assert "post@storvik.example.no" in withheld
    assert "Du kan sende et nytt innspill" in withheld
    for body in by_subject.values():
        assert "bingo" not in body.casefold()
        assert "Torvald" not in body


def test_nobody_is_written_to_without_an_address(office: Office) -> None:
    office.open(office.receive("Ett.")).form("Publiser").send(button=("act", "approve"))
    assert letters(office) == []
