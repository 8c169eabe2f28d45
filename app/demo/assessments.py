"""What the administration and the bodies write in the demo: facts of the plans, assessments, decisions, reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.demo.manuscript import content
from app.demo.script import groups


@dataclass(frozen=True)
class DemoAssessment:
    """One assessment; it answers the comments in its sections that hold one of its keywords."""

    verdict: str
    theme: str
    sections: tuple[str, ...]
    keywords: tuple[str, ...]
    text: str
    change: str

    def answers(self, section: str, text: str) -> bool:
        lowered = text.lower()
        return section in self.sections and any(keyword in lowered for keyword in self.keywords)


@cache
def assessments() -> tuple[DemoAssessment, ...]:
    """The planner's assessments in the hearing of the school plan; the first that answers a comment is its own."""
    chunks = content("skole-vurderinger.txt").split("# ")[1:]
    return tuple(assessment(chunk.strip().split("\n")) for chunk in chunks)


def assessment(rows: Sequence[str]) -> DemoAssessment:
    verdict, theme, sections, keywords = (field.strip() for field in rows[0].split("|"))
    change = next((row.removeprefix("> ") for row in rows[1:] if row.startswith("> ")), "")
    words = tuple(word.strip().lower() for word in keywords.split(";"))
    return DemoAssessment(verdict, theme, tuple(sections.replace("hele", "").split(", ")), words, rows[1], change)


def assessment_of(section: str, text: str) -> DemoAssessment | None:
    """The assessment of one comment on the school plan, or None where the planner has not come so far."""
    return next((found for found in assessments() if found.answers(section, text)), None)


def themes() -> tuple[str, ...]:
    """Names of the themes, each once, in the order the planner made them."""
    return tuple(dict.fromkeys(found.theme for found in assessments()))


def plan_facts(plan: str) -> dict[str, str]:
    """The facts of the plan page, by their Norwegian names (see `content/planer.txt`, where ¶ is a new line)."""
    return dict(row.replace("¶", "\n").split(": ", 1) for row in groups("planer.txt")[plan])


def status_log(plan: str) -> tuple[str, ...]:
    """Entries of the status log, oldest first."""
    return tuple(groups("forlop.txt")[f"{plan} status"])


def decision(kind: str, plan: str = "friluft") -> str:
    """The text of a body on a plan: "innstilling", "vedtak", "votering", or what it changed."""
    return "\n".join(groups("forlop.txt")[f"{plan} {kind}"])


def reopening() -> str:
    """Why the assessments of the outdoor plan were reopened after the innstilling."""
    return groups("forlop.txt")["friluft gjenåpning"][0]


def corrected_answer() -> tuple[str, str, str]:
    """The answer that was corrected then: what it said, what it says now, and the change in the plan."""
    before, after, change = groups("forlop.txt")["friluft rettet svar"]
    return before, after, change


def reasons() -> dict[str, str]:
    """Why a passage is removed or a statement withheld: code → sentence."""
    return dict(row.split("|", 1) for row in groups("forlop.txt")["sletting grunner"])
