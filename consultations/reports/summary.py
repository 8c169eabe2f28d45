"""What a feedback summary and a table of remarks hold, before anybody thinks of paper or screen.

Names are public names already, and a statement that is not shown is a numbered tombstone
without text. Labels are in the language of the edition. Instants are aware.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from .row import Row


@dataclass(frozen=True, slots=True)
class Case:
    """The case header: whose hearing it is and what it is about."""

    municipality: str
    administration: str
    plan: str
    hearing: str
    case_number: str
    unit: str
    contact: str
    decided_by: str
    opened_on: date
    last_day: date
    ahead: str = ""  # the bodies that are to treat it, while it is not decided


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps the paper from being final, with the numbers it concerns, or the first of `total`."""

    what: str
    numbers: tuple[str, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody let the paper be final although something is missing; it is printed with the name."""

    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Printing:
    """Which printing this is: made when, holding what came in before when, and how finished."""

    language: str
    generated_at: datetime
    cut_off: datetime
    draft: bool
    number: int = 0  # of the edition; 0 where it is none
    missing: tuple[Missing, ...] = ()
    override: Override | None = None
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def received_by(self) -> datetime | None:
        """The cut-off of an edition; None for what tells of now, which the counts kept can say."""
        return self.cut_off if self.number else None


@dataclass(frozen=True, slots=True)
class Count:
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """Counts that answer a question; `unit` is what is counted, in the plural ("innspill").

    `over_time`: the rows are days or weeks in order.
    """

    question: str
    unit: str
    rows: tuple[Count, ...]
    over_time: bool = False

    @property
    def total(self) -> int:
        return sum(row.count for row in self.rows)

    @property
    def largest(self) -> int:
        return max((row.count for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class ThemeSummary:
    """What people said about one theme, in two or three sentences."""

    name: str
    points: int
    synthesis: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A change in the plan, proposed or adopted, and the remarks it comes from.

    `before` is None where `after` tells the whole change («"små" blir "minst 12 små"»). `by` is the body whose own
    change it is, and `note` its reason; empty where it is as the administration proposed.
    """

    section: str
    before: str | None
    after: str
    because_of: tuple[str, ...]
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Overturned:
    """Points where a body decided otherwise than was proposed: what they asked for, both verdicts, and the reason."""

    wish: str
    proposed: str
    decided: str
    by: str
    reason: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declined:
    """Something asked for that is not taken into the plan, and why."""

    wish: str
    reason: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilStatement:
    """The statement of a council (råd), word for word; `about` is what stands with its name."""

    council: str
    number: str
    received_on: date
    late: bool
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class DecisionText:
    """What one body in the chain decided; `kind` is the word for it ("innstilling", "vedtak")."""

    body: str
    kind: str
    decided_on: date
    case_number: str
    result: str
    text: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One thing that is otherwise than in the edition before. Texts that people wrote are not repeated."""

    number: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revisions:
    """What changed since an edition: every kind of change counted, and the first of them."""

    since: int
    counts: tuple[Count, ...]
    listed: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class RemarkTable:
    """The table of remarks. `rows` is walked once and may come straight from a database cursor."""

    case: Case
    printing: Printing
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Summary:
    """The feedback summary: the overview for people in a hurry, and the whole table behind it.

    `decided`: the case is closed, and changes, refusals and overturned points are what the bodies decided.
    """

    table: RemarkTable
    lead: str
    key_numbers: tuple[Count, ...]
    figures: tuple[KeyFigure, ...]
    themes: tuple[ThemeSummary, ...] = ()
    changes: tuple[ChangedText, ...] = ()
    declined: tuple[Declined, ...] = ()
    councils: tuple[CouncilStatement, ...] = ()
    decisions: tuple[DecisionText, ...] = ()
    overturned: tuple[Overturned, ...] = ()
    decided: bool = False
    revisions: Revisions | None = None  # of an edition that has one before it

    @property
    def case(self) -> Case:
        return self.table.case

    @property
    def printing(self) -> Printing:
        return self.table.printing

    @property
    def cited_numbers(self) -> frozenset[str]:
        """The remarks that the overview points to."""
        cited = [theme.numbers for theme in self.themes]
        cited += [change.because_of for change in self.changes]
        cited += [declined.numbers for declined in self.declined]
        cited += [overturned.numbers for overturned in self.overturned]
        cited += [tuple(one.number for one in self.revisions.listed)] if self.revisions else []
        return frozenset(number for numbers in cited for number in numbers)
