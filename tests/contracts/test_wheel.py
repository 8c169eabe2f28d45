"""The wheel, built from a checkout and unpacked elsewhere, serves a styled page without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VISIT = """
import re, sys
from pathlib import Path
import app.factory
from app.config import load_settings
assert Path(app.factory.__file__).is_relative_to(sys.argv[1]), app.factory.__file__
made = app.factory.create_app(load_settings({}, data_dir=Path(sys.argv[2]), secret_key="w" * 40))
client = made.test_client()
page = client.get("/logg-inn").get_data(as_text=True)
sheets = re.findall(r'<link rel="(?:stylesheet|preload)" href="([^"]+)"', page)
assert any("css" in address for address in sheets), page
for address in sheets:
    assert client.get(address).status_code == 200, address
from app import migrations
from app.demo import plan_document
assert migrations.head()
assert plan_document.build("boligsosial")
"""


@pytest.mark.slow
def test_the_wheel_serves_a_styled_page(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    copy = tmp_path / "checkout"
    tracked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(tracked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    vendor = [str(path.relative_to(ROOT)) for path in (ROOT / "app/static/vendor").rglob("*") if path.is_file()]
    for name in [*listed, *vendor]:
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run([*command, "--wheel-dir", str(tmp_path / "dist"), str(copy)], check=True)
    unpacked = tmp_path / "elsewhere"
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(unpacked)
    subprocess.run(
        [sys.executable, "-c", VISIT, str(unpacked), str(tmp_path / "data")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        check=True,
    )
