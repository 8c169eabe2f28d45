"""The keys of sections: kept from version to version where a section is the same, never used for another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from app.extensions import db
from app.references import slug
from consultations.drafts.importers import ImportedSection
from consultations.drafts.matching import Place, matched, places
from consultations.drafts.section import RESERVED_KEYS, Section
from consultations.drafts.version import Version
from consultations.plans.plan import Plan

_LINK = re.compile(r'href="avsnitt/([a-z0-9-]+)"')


class DoubleKey(Exception):
    """Two sections of a version were to be the same earlier one; `keys` says which."""

    def __init__(self, keys: set[str]) -> None:
        super().__init__(", ".join(sorted(keys)))
        self.keys = keys


def proposed_keys(plan: Plan, sections: Sequence[ImportedSection], texts: Sequence[str]) -> list[str]:
    """The key of each section: that of the earlier one it is, or one never used before."""
    earlier = earlier_sections(plan)
    new = places((s.level, s.number, s.title, text, "") for s, text in zip(sections, texts, strict=True))
    found = _matched_by_age(new, earlier)
    taken = {section.key for section in earlier}
    keys = []
    for place, section in zip(new, sections, strict=True):
        key = found[place].key if place in found else fresh_key(section.title, taken)
        taken.add(key)
        keys.append(key)
    return keys


def earlier_sections(plan: Plan, before: int | None = None) -> list[Section]:
    """The last section that bore each key, those of the newest version first; of versions before this number."""
    query = db.select(Section).join(Version, Section.version_id == Version.id).where(Version.plan_id == plan.id)
    if before is not None:
        query = query.where(Version.number < before)
    rows = db.session.scalars(query.order_by(Version.number.desc(), Section.position))
    last: dict[str, Section] = {}
    for section in rows:
        last.setdefault(section.key, section)
    return list(last.values())


def fresh_key(title: str, taken: Iterable[str]) -> str:
    """A readable key that is neither taken nor a reserved word."""
    wanted, closed = slug(title, "avsnitt"), set(taken) | RESERVED_KEYS
    number, key = 1, wanted
    while key in closed:
        number += 1
        key = f"{wanted}-{number}"
    return key


def tie(version: Version, wanted: dict[str, str]) -> list[str]:
    """Say which earlier sections the sections of a version are: by key now, the earlier key or "" for a new one.

    Links between sections follow. Returns the keys that changed; raises DoubleKey, KeyError for no earlier section.
    """
    earlier = {section.key for section in earlier_sections(version.plan, version.number)}
    final = {section.key: _final(section, wanted.get(section.key), earlier) for section in version.sections}
    kept = [key for key in final.values() if key]
    double = {key for key in kept if kept.count(key) > 1}
    if double:
        raise DoubleKey(double)
    taken = earlier | set(kept) | {section.key for section in version.sections}
    for section in version.sections:
        final[section.key] = final[section.key] or fresh_key(section.title, taken)
        taken.add(final[section.key])
    return _rename(version, {old: new for old, new in final.items() if old != new})


def linked(html: str, keys: dict[str, str]) -> str:
    """Links to sections under their new keys."""
    return _LINK.sub(lambda link: f'href="avsnitt/{keys.get(link.group(1), link.group(1))}"', html)


def _final(section: Section, wanted: str | None, earlier: set[str]) -> str:
    """The key a section shall have, "" for a fresh one."""
    if wanted is None:
        return section.key
    if wanted and wanted not in earlier:
        raise KeyError(wanted)
    return wanted or ("" if section.key in earlier else section.key)


def _rename(version: Version, keys: dict[str, str]) -> list[str]:
    changed = [section for section in version.sections if section.key in keys]
    wanted = {section.id: keys[section.key] for section in changed}
    for section in changed:
        section.key = f"~{section.id}"  # out of the way: two sections may change places
    db.session.flush()
    for section in changed:
        section.key = wanted[section.id]
    for section in version.sections if keys else ():
        section.html = linked(section.html, keys)
    return sorted(keys.values())


def _matched_by_age(new: list[Place], earlier: Sequence[Section]) -> dict[Place, Place]:
    """Matches with the newest version first, then, for what is left, with what older ones had."""
    found: dict[Place, Place] = {}
    for group in _by_version(earlier):
        open_places = [place for place in new if place not in found]
        found |= matched(open_places, places((s.level, s.number, s.title, s.text, s.key) for s in group))
    return found


def _by_version(sections: Sequence[Section]) -> Iterator[list[Section]]:
    for version_id in dict.fromkeys(section.version_id for section in sections):
        yield [section for section in sections if section.version_id == version_id]
