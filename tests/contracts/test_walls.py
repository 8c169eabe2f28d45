"""The walls between the rooms stand."""

from importlinter.cli import lint_imports


def test_no_room_reaches_into_another() -> None:
    assert lint_imports(no_cache=True) == 0
