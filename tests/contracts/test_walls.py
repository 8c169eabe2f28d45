"""The walls between the rooms stand, and every noun has one home."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import grimp
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "consultations", "moderation", "search")
PRIVATE = ("forms", "office", "pages")


def test_no_room_reaches_into_another() -> None:
    assert lint_imports(no_cache=True) == 0


def test_no_room_uses_the_forms_or_pages_of_another() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    reached = {
        (importer, module)
        for module in graph.modules
        if _is_private(module)
        for importer in graph.find_modules_that_directly_import(module)
        if _room(importer) != _room(module) and importer != "app.factory"
    }
    assert reached == set()


def test_a_class_name_is_used_once_in_the_house() -> None:
    homes = defaultdict(list)
    for path, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(path)
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_importing_a_room_tells_no_other_of_it() -> None:
    """What follows in one room from an event in another is connected in the factory."""
    calls = [
        f"{path}: {ast.unparse(node)}"
        for path, tree in _sources()
        for node in tree.body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and path.name != "__main__.py"
    ]
    assert [call for call in calls if ": blueprint." not in call] == []


def _is_private(module: str) -> bool:
    """Forms and pages of a room; those of the shell itself (`app.office`) are for all."""
    inside = module.removeprefix(_room(module)).split(".")
    return any(part in PRIVATE or part.endswith(tuple(f"_{word}" for word in PRIVATE)) for part in inside)


def _room(module: str) -> str:
    """`consultations.plans` of one of its files; `search` of a file of a room that stands alone."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] in ("app", "consultations") else parts[0]


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT), ast.parse(path.read_text())
