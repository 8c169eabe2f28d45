"""The voices of the demo's hearings: the same people saying the same things every time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from app.demo import invented, script
from app.demo.chorus import campaign, composed
from app.demo.marks import ScriptedRemoval, unmarked
from app.demo.script import Role, SpokenLine
from consultations.statements.channel import Channel

SCHOOL_FILES = ("skole-parter.txt", "skole-private-1.txt", "skole-private-2.txt")
OTHER_FILES = {
    "boligsosial": "boligsosial-stemmer.txt",
    "friluft": "friluft-stemmer.txt",
    "kulturminne": "kulturminne-stemmer.txt",
    "kulturminne-1": "kulturminne-1-stemmer.txt",
}
SCHOOL_STATEMENTS, CAMPAIGN_SIZE = 300, 40
WITH_NUMBER = frozenset(
    {"association", "interest", "business", "state", "county", "neighbour", "municipality", "party"}
)


@dataclass(frozen=True)
class Voice:
    """One statement as its sender gives it, and what the moderator will do about it.

    `moment` is where in the hearing it arrives: 0 at the opening, 1 at the deadline, beyond 1 late.
    """

    sender_type: str
    name: str
    organisation: str
    org_number: str
    on_behalf_of: str
    email: str
    show_name: bool
    channel: Channel
    comments: tuple[SpokenLine, ...]
    language: str
    moment: float
    late: bool = False
    withhold: str | None = None
    removals: tuple[ScriptedRemoval, ...] = ()
    is_under_18: bool = False
    is_withdrawn: bool = False
    is_campaign: bool = False
    regrets: bool = False  # takes it back when the case is decided
    board_decided: bool = False
    signatories: str = ""
    co_senders: tuple[str, ...] = ()
    supports: str = ""


def voices(hearing: str) -> tuple[Voice, ...]:
    """The statements of one hearing ("skole", "boligsosial", "friluft", "kulturminne") in order of arrival."""
    cast = Cast(Random(f"{hearing} 2027"))  # noqa: S311 – invented people, no secrets
    parts = school_parts() if hearing == "skole" else script.parts(OTHER_FILES[hearing])
    found = [voice for part in parts for voice in cast.speak(part)]
    return tuple(sorted(found, key=lambda voice: voice.moment))


def school_parts() -> list[Role]:
    """Exactly three hundred: what is written out, the campaign, and a remainder composed of fragments."""
    random = Random("skole")  # noqa: S311
    written = [part for file in SCHOOL_FILES for part in script.parts(file)]
    told = len(written) + sum("duplicate" in part.flags for part in written)
    sung = campaign(random, CAMPAIGN_SIZE)
    return written + sung + composed(random, SCHOOL_STATEMENTS - told - len(sung))


class Cast:
    """Gives each part a person, an address and a moment."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = iter(invented.names(random))

    def speak(self, part: Role) -> Iterator[Voice]:
        voice = self.private(part) if part.sender_type == "private" else self.organised(part)
        yield voice
        if "duplicate" in part.flags:
            yield replace(voice, moment=voice.moment + 0.0001)

    def private(self, part: Role) -> Voice:
        name = part.words("name") or next(self.names)
        channel = Channel(part.one_of(script.CHANNELS, Channel.WEB))
        is_minor = "minor" in part.flags
        wants_name = "show" in part.flags and channel == Channel.WEB and not is_minor
        has_address = wants_name or channel == Channel.EMAIL or self.random.random() < 0.7
        email = invented.address_of(name, "example.no") if has_address else ""
        anonymous = not has_address and channel == Channel.WEB and self.random.random() < 0.4
        return self.voice(part, "" if anonymous else name, "", "", email, wants_name, channel)

    def organised(self, part: Role) -> Voice:
        number = invented.organisation_number(self.random) if part.sender_type in WITH_NUMBER else ""
        email = invented.address_of(part.name.replace(",", ""), "example.org")
        channel = Channel(part.one_of(script.CHANNELS, Channel.WEB))
        return self.voice(part, next(self.names), part.name, number, email, True, channel)

    def voice(
        self, part: Role, name: str, organisation: str, number: str, email: str, shown: bool, channel: Channel
    ) -> Voice:
        comments, removals = unmarked(part.lines, self.random)
        return Voice(
            part.sender_type,
            name,
            organisation,
            number,
            part.words("for"),
            email,
            shown,
            channel,
            comments,
            part.one_of(script.LANGUAGES, "nb"),
            self.moment(part),
            "late" in part.flags,
            part.flag("withhold") or None,
            removals,
            "minor" in part.flags,
            "withdrawn" in part.flags,
            "campaign" in part.flags,
            regrets="regrets" in part.flags,
            board_decided="board" in part.flags,
            signatories=part.flag("signed"),
            co_senders=tuple(filter(None, part.words("with").split(";"))),
            supports=part.words("supports"),
        )

    def moment(self, part: Role) -> float:
        """People answer early and in the last days; bodies near the end; the campaign within a week."""
        if "late" in part.flags:
            return 1 + self.random.uniform(0.01, 0.2)
        if "campaign" in part.flags:
            return self.random.uniform(0.55, 0.7)
        if part.sender_type == "private":
            return min(self.random.betavariate(1.1, 0.8), 0.995)
        return self.random.uniform(0.6, 0.99)
