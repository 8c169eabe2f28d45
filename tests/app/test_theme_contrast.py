"""The colours of the theme, as the browser will read them: text on its background, and the lines that carry meaning."""

import re
from pathlib import Path

import pytest

from app.municipalities.oklch import contrast

STATIC = Path(__file__).resolve().parents[2] / "app" / "static"
PALETTES = ("accent", "neutral", "info", "success", "warning", "danger")
BEHIND_TEXT = ("background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover")
BASES = ("base-default", "base-hover", "base-active")


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--ds-color-([\w-]+): (#[0-9a-f]{6});", css))


LIGHT_CSS, DARK_CSS = (STATIC / "theme.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark")
THEMES = {"light": tokens(LIGHT_CSS), "dark": tokens(DARK_CSS)}


@pytest.fixture(params=THEMES, name="theme")
def theme_of_the_day(request: pytest.FixtureRequest) -> dict[str, str]:
    return THEMES[request.param]


def test_both_themes_name_every_token() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()
    assert len(THEMES["light"]) == 16 * len(PALETTES) + 2


@pytest.mark.parametrize("palette", PALETTES)
def test_text_can_be_read_on_its_own_surfaces_and_on_paper(theme: dict[str, str], palette: str) -> None:
    for text in ("text-default", "text-subtle"):
        for surface in BEHIND_TEXT:
            assert contrast(theme[f"{palette}-{text}"], theme[f"{palette}-{surface}"]) >= 4.5
            assert contrast(theme[f"{palette}-{text}"], theme[f"neutral-{surface}"]) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_words_on_buttons_can_be_read_in_every_state(theme: dict[str, str], palette: str) -> None:
    for base in BASES:
        assert contrast(theme[f"{palette}-base-contrast-default"], theme[f"{palette}-{base}"]) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_lines_that_carry_meaning_are_seen(theme: dict[str, str], palette: str) -> None:
    for border in ("border-default", "border-strong"):
        for surface in BEHIND_TEXT[:-1]:
            assert contrast(theme[f"{palette}-{border}"], theme[f"neutral-{surface}"]) >= 3
    assert contrast(theme[f"{palette}-base-default"], theme["neutral-background-default"]) >= 3


def test_the_mark_of_where_one_stands_is_seen(theme: dict[str, str]) -> None:
    for surface in BEHIND_TEXT:
        assert contrast(theme["focus-outer"], theme[f"neutral-{surface}"]) >= 3
    assert contrast(theme["focus-outer"], theme["focus-inner"]) >= 3


def test_marked_findings_can_be_read(theme: dict[str, str]) -> None:
    assert contrast(theme["warning-text-default"], theme["warning-surface-active"]) >= 4.5
    assert contrast(theme["neutral-text-default"], theme["neutral-surface-active"]) >= 4.5
