"""Founds the invented municipalities with their bodies and staff."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.user import User, add_user, grant
from app.demo.places import DemoMunicipality, DemoPerson
from app.municipalities import body
from app.municipalities.municipality import Municipality, found

PASSWORD = "demo-passord-2027"  # noqa: S105 - printed at every start, refused in production
ACCENTS = {"almesund": "#0b5c7a", "skarvedal": "#4a6b1f"}


@dataclass(frozen=True)
class Home:
    """A municipality of the demo with the people who work there, by role (the first of each role)."""

    place: DemoMunicipality
    municipality: Municipality
    staff: dict[str, User]

    @property
    def language(self) -> str:
        return self.place.language

    def user(self, email: str) -> User:
        return self.staff[email]

    def first(self, role: str) -> User:
        """The first member of staff with this role."""
        return self.staff[next(person.email for person in self.place.staff if person.role == role)]

    def person(self, name: str) -> DemoPerson:
        return next(person for person in self.place.staff if person.name == name)


def found_home(place: DemoMunicipality) -> Home:
    """The municipality, its bodies in the order they meet, and its users."""
    municipality = found(
        place.name,
        language=place.language,
        slug=place.slug,
        accent=ACCENTS.get(place.slug),
        administration_title=place.administration_title,
        feedback_email=place.feedback_email,
    )
    for position, held in enumerate(sorted(place.bodies, key=lambda held: ORDER.index(held.kind)), 1):
        body.establish(municipality.id, held.kind, held.name, position)
    return Home(place, municipality, {person.email: _user(person, municipality) for person in place.staff})


def accounts_of(place: DemoMunicipality) -> list[str]:
    """One line for each account."""
    width = max(len(person.email) for person in place.staff)
    return [f"  {person.email:<{width}}  {person.role:<13}  {person.name}" for person in place.staff]


ORDER = tuple(body.KINDS)


def _user(person: DemoPerson, municipality: Municipality) -> User:
    user = add_user(person.email, person.name, PASSWORD)
    grant(user, municipality.id, person.role)
    return user
