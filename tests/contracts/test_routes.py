"""Every address says who may come, in one table, and means it: anonymous, another municipality's staff, each role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.accounts import MODERATOR, PLANNER, READER, ROLES, Permission
from app.extensions import db
from app.references import new_reference
from tests import factories
from tests.pages import Visitor

TABLE = Path(__file__).with_name("routes.txt")


def guard_of(app: Flask, rule: Rule) -> str:
    access = getattr(app.view_functions[rule.endpoint], "access", None)
    if rule.endpoint == "static":
        return "public"
    return f"{access.name} ({', '.join(sorted(access.roles))})" if isinstance(access, Permission) else str(access)


def listed(app: Flask) -> list[str]:
    return sorted(
        f"{'/'.join(sorted(rule.methods - {'HEAD', 'OPTIONS'}))} {rule.rule}  →  {guard_of(app, rule)}"
        for rule in app.url_map.iter_rules()
        if rule.methods
    )


def staff_rules(app: Flask) -> Iterator[tuple[Rule, Permission]]:
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if isinstance(access, Permission):
            yield rule, access


def address(rule: Rule, municipality: str = "storvik") -> str:
    """The rule with something plausible in each place."""
    values = {name: 1 if "int:" in rule.rule and name in ("number", "n") else "x" for name in rule.arguments}
    path = re.sub(r"<any\((\w+)[^)]*\):\w+>", r"\1", rule.rule)
    for name, value in (values | {"municipality": municipality}).items():
        for converter in ("", "int:", "string:", "path:", "hearing:"):
            path = path.replace(f"<{converter}{name}>", str(value))
    return path


def ask(visitor: Visitor, rule: Rule, municipality: str = "storvik") -> int:
    method = "GET" if "GET" in (rule.methods or ()) else "POST"
    path = address(rule, municipality)
    page = visitor.get(path, follow=False) if method == "GET" else visitor.post(path, follow=False)
    return page.status


@pytest.fixture
def towns(app: Flask) -> None:
    with app.app_context():
        home = factories.municipality()
        other = factories.municipality("Fjellvik kommune", slug="fjellvik")
        for role in ROLES:
            factories.user(home.id, role)
            factories.user(other.id, role, email=f"{role}@fjellvik.example.no")
        db.session.commit()


def test_the_table_of_routes_is_true(app: Flask) -> None:
    assert listed(app) == TABLE.read_text(encoding="utf-8").splitlines()


def test_no_route_is_without_a_guard(app: Flask) -> None:
    assert not [line for line in listed(app) if line.endswith("None")]


def test_nobody_comes_in_without_signing_in(app: Flask, towns: None) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    stranger = Visitor(app)
    wrong = {rule.rule: status for rule, _ in staff_rules(app) if (status := ask(stranger, rule)) not in (303, 401)}
    assert not wrong


def test_another_municipalitys_staff_find_nothing(app: Flask, towns: None) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for role in (PLANNER, MODERATOR):
        neighbour = Visitor(app)
        neighbour.sign_in(f"{role}@fjellvik.example.no")
        wrong = {rule.rule: status for rule, _ in staff_rules(app) if (status := ask(neighbour, rule)) != 404}
        assert not wrong


@pytest.mark.parametrize("role", [PLANNER, MODERATOR, READER])
def test_a_role_may_do_what_the_table_says_and_nothing_else(app: Flask, towns: None, role: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    visitor = Visitor(app)
    visitor.sign_in(f"{role}@example.no")
    for rule, permission in staff_rules(app):
        status = ask(visitor, rule)
        if role in permission.roles:
            assert status not in (401, 403, 500), (rule.rule, status)
        else:
            assert status == 403, (rule.rule, status)


def test_a_get_changes_nothing(app: Flask, towns: None) -> None:
    visitor = Visitor(app)
    visitor.sign_in(f"{PLANNER}@example.no")
    before = _rows(app)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            visitor.get(address(rule), follow=False)
    assert _rows(app) == before


def test_reserved_words_cannot_be_keys(app: Flask) -> None:
    from app.municipalities.municipality import RESERVED_SLUGS
    from consultations.drafts.section import RESERVED_KEYS

    firsts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    assert {word for word in firsts if word and not word.startswith("<")} <= RESERVED_SLUGS
    prefix = "/<municipality>/horinger/<hearing:hearing>/"
    inner = {rule.rule.removeprefix(prefix).split("/")[0] for rule in app.url_map.iter_rules() if prefix in rule.rule}
    assert {word for word in inner if word and not word.startswith("<")} <= RESERVED_KEYS


def test_references_do_not_count_up() -> None:
    assert len({new_reference() for _ in range(1000)}) == 1000


def _rows(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    with app.app_context():
        return {
            table.name: [tuple(row) for row in db.session.execute(db.select(table).order_by(*table.primary_key))]
            for table in db.metadata.sorted_tables
        }
