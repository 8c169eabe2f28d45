"""X01: whatever a sender, a colleague or an address says, the moderators' pages show it as text."""

from __future__ import annotations

from app import worker
from app.accounts.user import find_user
from app.extensions import db
from app.text import received
from moderation.passage import MOST_FOUND
from tests.moderation.conftest import KARI, OLA, Office
from tests.pages import Page
from tests.payloads import DANGEROUS, SCRIPTS

QUEUE = "/storvik/arbeid/moderering/"
OFFICE_SCRIPTS = {"enhance.js", "moderation.js"}


def assert_inert(page: Page) -> None:
    """No element and no script but our own (the lint of every page looks for handlers and inline code besides)."""
    names = {script.get("src", "").rpartition("/")[2].partition("?")[0] for script in page.select("script")}
    assert names <= OFFICE_SCRIPTS
    assert page.select(DANGEROUS) == []
    assert page.select("a[href^='javascript'], a[href^='data'], [onerror], [onload], [onfocus], [ontoggle]") == []
    assert "49" not in [word.text_content() for word in page.select("h1")]


def test_a_payload_in_every_field_is_text_on_every_page(office: Office) -> None:
    ours, ola = office.moderator(KARI), office.moderator(OLA)
    for payload in map(received, SCRIPTS):
        ref = office.receive(
            f"Før {payload} etter. Ring 22 22 55 55.",
            sender_type="association",
            organisation=payload,
            sender={"name": payload, "on_behalf_of": payload},
        )
        opened = ours.get(office.item(ref))
        form, late = opened.form("Publiser"), ola.get(office.item(ref)).form("Publiser")
        pages = [
            ours.get(QUEUE),
            opened,
            form.send(button=("act", "preview"), words=payload, note=payload),
            form.send(button=("act", "withhold"), words=f"{payload}?", note=payload),
            form.send(button=("act", "approve"), words=payload, note=payload),
            late.send(button=("act", "approve"), words=payload, note=payload),
            ours.get(office.item(ref)),
        ]
        assert [page.status for page in pages] == [200, 200, 200, 400, 200, 409, 200], payload
        for page in pages:
            assert_inert(page)
        assert payload not in (office.state(ref).comments[0].public_text or "")
    worker.work(office.app, until_empty=True)
    assert_inert(ours.get(f"{QUEUE}?vis=publisert"))
    assert_inert(ours.get("/storvik/arbeid/post"))


def test_a_colleagues_name_is_text_too(office: Office) -> None:
    ref, other = office.receive("Ett."), office.receive("To.")
    late, visitor = office.open(ref).form("Publiser"), office.moderator()
    office.open(ref, office.moderator(OLA)).form("Publiser").send(button=("act", "approve"))
    for payload in map(received, SCRIPTS[::4]):
        with office.app.app_context():
            ola = find_user(OLA)
            assert ola is not None
            ola.name = payload
            db.session.commit()
        for page in (
            late.send(button=("act", "approve")),
            visitor.get(QUEUE),
            visitor.get(office.item(other)),  # Ola has gone on to it
            visitor.get(f"{QUEUE}?vis=publisert"),
            visitor.get(office.item(ref)),
        ):
            assert_inert(page)


ADDRESSES = (
    "?vis=<script>",
    "?vis=venter&vis=publisert",
    "?side=0",
    "?side=-1",
    "?side=99999999999999999999",
    "?side=1e3",
    "?side[]=1",
    "?plan=<script>alert(1)</script>",
    "?plan=" + "a" * 10_000,
    "?plan=%00%ff",
    "?vis=",
)


def test_any_address_gets_an_answer(office: Office) -> None:
    office.receive("Vi trenger flere boliger.")
    visitor = office.moderator()
    for query in ADDRESSES:
        page = visitor.get(QUEUE + query)
        assert page.status in (200, 400, 404), query
        assert "<script>alert" not in page.body


REFUSED: tuple[tuple[dict[str, object], int], ...] = (
    ({"version": "tull"}, 409),
    ({"version": "9" * 40}, 409),
    ({"version": "-1"}, 409),
    ({"version": None}, 409),
    ({"remove": ["1-0-5"]}, 400),
    ({"remove": ["tull", "9" * 5000]}, 400),
    ({"removal_reason": "tull"}, 400),
    ({"words": "x"}, 400),
    ({"words": "Vi\n" * 60}, 400),
    ({"words": "a" * 20_000}, 400),
    ({"note": "a" * 3000}, 400),
    ({"note": "Nummeret ditt er 15507600333."}, 400),
)


def test_bad_input_is_refused_and_decides_nothing(office: Office) -> None:
    ref = office.receive("Vi trenger flere boliger.")
    form = office.open(ref).form("Publiser")
    for changes, status in REFUSED:
        assert form.send(button=("act", "approve"), **changes).status == status, changes
    assert form.send(button=("act", "slett")).status == 400
    assert office.state(ref).publicity == "waiting"


def test_fields_of_its_own_invention_change_nothing(office: Office) -> None:
    ref = office.receive("Vi trenger flere boliger.")
    form = office.open(ref).form("Publiser")
    form.send(button=("act", "preview"), publicity="published", decided_by_id="1", again="tull")
    assert office.state(ref).publicity == "waiting"


def test_nonsense_among_the_chosen_is_left_alone(office: Office) -> None:
    ref = office.receive("Vi trenger flere boliger.")
    form = office.moderator().get(QUEUE).form("Publiser de valgte")
    page = form.send(chosen=["tull", ":", "x:y", f"{ref}:{'9' * 30}", "' OR 1=1 --:1", f"{ref}:7"])
    assert page.status == 200
    assert office.state(ref).publicity == "waiting"


def test_a_flood_of_numbers_makes_a_page_that_can_be_read_and_leaves_none_standing(office: Office) -> None:
    flood = [" ".join(f"9{first}{number:06}" for number in range(700)) for first in (1, 2)]
    ref = office.receive(*flood, "Ring 22 22 55 55.")
    opened = office.open(ref)
    form = opened.form("Publiser")
    assert len(opened.select("input[name=remove]")) <= MOST_FOUND + 3
    assert form.send(button=("act", "preview")).status == 200
    assert form.send(button=("act", "approve")).status == 200
    public = [comment.public_text or "" for comment in office.state(ref).comments]
    assert not any(character.isdigit() for text in public for character in text)
