"""The sections of earlier versions, as a planner says which of them a section is."""

from __future__ import annotations

from wtforms import SelectChoice

from consultations.drafts.keys import earlier_sections
from consultations.drafts.section import Section
from consultations.drafts.version import Version

_MOST_CHOICES = 60
"""Where there are more, a section is offered those that no section is yet, and those of its own name or number."""


class EarlierSections:
    """Asked once for a version; false where there is no earlier one."""

    def __init__(self, version: Version) -> None:
        self._sections = earlier_sections(version.plan, version.number)
        self._labels = _labels(self._sections)
        self._in_use = {section.key for section in version.sections}

    def __bool__(self) -> bool:
        return bool(self._sections)

    def key_of(self, section: Section) -> str:
        """The earlier section that this one is, "" for none."""
        return section.key if section.key in self._labels else ""

    def choices(self, section: Section) -> list[SelectChoice]:
        """Keys and names of what it could be."""
        fit = (
            self._sections
            if len(self._sections) <= _MOST_CHOICES
            else filter(lambda one: self._near(one, section), self._sections)
        )
        return [SelectChoice(one.key, self._labels[one.key]) for one in fit]

    def _near(self, earlier: Section, section: Section) -> bool:
        same = earlier.key == section.key or earlier.title == section.title
        return same or (bool(section.number) and earlier.number == section.number) or earlier.key not in self._in_use


def _labels(sections: list[Section]) -> dict[str, str]:
    """Number, the title above where there is one, and the title: many sections are called the same."""
    above: list[Section] = []
    labels = {}
    for section in sections:
        while above and (above[-1].version_id != section.version_id or above[-1].level >= section.level):
            above.pop()
        titles = [above[-1].title, section.title] if above else [section.title]
        labels[section.key] = f"{section.number} {' – '.join(titles)}".strip()
        above.append(section)
    return labels
