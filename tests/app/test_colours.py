"""A municipality's own accent: any hue becomes a readable scale, and what cannot is refused with a way out."""

import colorsys
import re

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from app.municipalities import colours
from app.municipalities.oklch import contrast, from_hex, to_hex

HUES = [
    "#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in colorsys.hls_to_rgb(step / 24, 0.25, 0.9)))
    for step in range(24)
]


@pytest.fixture(autouse=True)
def speaking() -> object:
    app = Flask(__name__)
    Babel(app, default_locale="nb")
    with app.test_request_context():
        yield


@pytest.mark.parametrize("accent", [*HUES, "#07525e", "#000000", "#5a0f2e"])
def test_every_hue_gives_a_scale_that_can_be_read(accent: str) -> None:
    assert colours.check(accent) is None
    for scale in (colours.light_tokens(accent), colours.dark_tokens(accent)):
        for surface in (
            "background-default",
            "background-tinted",
            "surface-default",
            "surface-tinted",
            "surface-hover",
        ):
            assert contrast(scale["text-default"], scale[surface]) >= 4.5
            assert contrast(scale["text-subtle"], scale[surface]) >= 4.5
        for base in ("base-default", "base-hover", "base-active"):
            assert contrast(scale["base-contrast-default"], scale[base]) >= 4.5
        assert contrast(scale["border-default"], scale["background-default"]) >= 3


def test_the_button_is_the_municipalitys_own_colour() -> None:
    assert colours.light_tokens("#5a0f2e")["base-default"] == "#5a0f2e"


def test_a_colour_that_is_too_light_is_refused_with_the_nearest_that_works() -> None:
    problem = colours.check("#ffcc00")
    assert problem is not None
    suggestion = re.findall(r"#[0-9a-f]{6}", problem)[-1]
    assert colours.check(suggestion) is None
    assert "1,5 : 1" in problem


@pytest.mark.parametrize("nonsense", ["", "red", "#fff", "#12345g", "#123456;}", "#123456\n", " #123456"])
def test_what_is_not_a_colour_is_refused_and_never_reaches_the_stylesheet(nonsense: str) -> None:
    assert colours.check(nonsense) is not None
    with pytest.raises(ValueError):
        colours.stylesheet(nonsense)


def test_the_stylesheet_only_sets_tokens_for_both_themes() -> None:
    css = colours.stylesheet("#5a0f2e")
    assert css.count("--ds-color-accent-base-default") == 2
    assert "prefers-color-scheme: dark" in css
    assert "url(" not in css


def test_the_fingerprint_follows_the_colour() -> None:
    assert colours.fingerprint("#5a0f2e") == colours.fingerprint("#5a0f2e") != colours.fingerprint("#5a0f2f")


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_colour_survives_the_way_there_and_back(channels: tuple[int, int, int]) -> None:
    accent = "#{:02x}{:02x}{:02x}".format(*channels)
    back = to_hex(from_hex(accent))
    assert all(abs(int(accent[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 1 for at in (1, 3, 5))
