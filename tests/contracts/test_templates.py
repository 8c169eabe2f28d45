"""Templates compile, stay short, and hold no code of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
LONGEST = 120
FORBIDDEN = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)|\|\s*safe\b", re.IGNORECASE)


def environment() -> Environment:
    made = Environment(loader=FileSystemLoader(ROOT), extensions=["jinja2.ext.i18n"], autoescape=True)
    known = ("number", "date_long", "date_full", "date_short", "date_range", "time_of_day", "date_time", "days_left")
    made.filters.update(dict.fromkeys(known, str))
    return made


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_parses(name: str) -> None:
    environment().parse((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_short_and_safe(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST, f"{name} has {text.count(chr(10))} lines"
    assert not FORBIDDEN.search(text), f"{name}: {FORBIDDEN.search(text)}"
