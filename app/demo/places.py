"""The two invented municipalities: their bodies and their staff."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class DemoBody:
    kind: Literal["council", "committee", "executive", "assembly"]
    name: str


@dataclass(frozen=True)
class DemoPerson:
    """Somebody on the staff, with one role."""

    name: str
    title: str
    role: Literal["administrator", "planner", "moderator", "reader"]
    email: str
    phone: str = ""


@dataclass(frozen=True)
class DemoMunicipality:
    slug: str
    name: str
    language: Literal["nb", "nn"]
    administration_title: str
    feedback_email: str
    bodies: tuple[DemoBody, ...]
    staff: tuple[DemoPerson, ...]


UPBRINGING = "Hovedutvalg for oppvekst"
COMMITTEES = frozenset({UPBRINGING})

ALMESUND = DemoMunicipality(
    slug="almesund",
    name="Almesund kommune",
    language="nb",
    administration_title="kommunedirektøren",
    feedback_email="tilgjengelighet@almesund.example.no",
    bodies=(
        DemoBody("executive", "Formannskapet"),
        DemoBody("assembly", "Kommunestyret"),
        DemoBody("committee", UPBRINGING),
        DemoBody("council", "Almesund eldreråd"),
        DemoBody("council", "Almesund ungdomsråd"),
        DemoBody("council", "Råd for personer med funksjonsnedsettelse i Almesund"),
    ),
    staff=(
        DemoPerson("Solveig Rognlid", "systemansvarlig", "administrator", "solveig.rognlid@almesund.example.no"),
        DemoPerson(
            "Marit Elvebakk", "samfunnsplanlegger", "planner", "marit.elvebakk@almesund.example.no", "400 00 011"
        ),
        DemoPerson("Hassan Lidarende", "rådgiver oppvekst", "planner", "hassan.lidarende@almesund.example.no"),
        DemoPerson("Jonas Tveitnes", "arkivrådgiver", "moderator", "jonas.tveitnes@almesund.example.no"),
        DemoPerson("Per Arne Sandvoll", "utvalgssekretær", "reader", "per.arne.sandvoll@almesund.example.no"),
    ),
)

SKARVEDAL = DemoMunicipality(
    slug="skarvedal",
    name="Skarvedal herad",
    language="nn",
    administration_title="rådmannen",
    feedback_email="tilgjenge@skarvedal.example.no",
    bodies=(
        DemoBody("executive", "Formannskapet"),
        DemoBody("assembly", "Heradsstyret"),
        DemoBody("council", "Skarvedal eldreråd"),
        DemoBody("council", "Skarvedal ungdomsråd"),
    ),
    staff=(
        DemoPerson("Gunnvor Åsebø", "kulturleiar", "planner", "gunnvor.asebo@skarvedal.example.no", "400 00 021"),
        DemoPerson("Knut Øyre", "arkivleiar", "moderator", "knut.oyre@skarvedal.example.no"),
        DemoPerson("Ingunn Stølen", "fagleiar IKT", "administrator", "ingunn.stolen@skarvedal.example.no"),
    ),
)
