"""A municipality's own accent: one hex colour becomes a scale of tokens for the light and the dark theme.

The scale keeps the hue and takes lightness from a fixed ladder, so that text stays readable whatever the hue.
"""

import hashlib
import re
from functools import lru_cache

from flask_babel import gettext as _

from app.municipalities.oklch import contrast, from_hex, to_hex

TEXT = 4.5
"""WCAG 2.2, 1.4.3: text against what is behind it."""

LADDER_LIGHT = {
    "background-default": (0.987, 0.05),
    "background-tinted": (0.967, 0.12),
    "surface-default": (0.995, 0.02),
    "surface-tinted": (0.948, 0.2),
    "surface-hover": (0.92, 0.3),
    "surface-active": (0.885, 0.42),
    "border-subtle": (0.82, 0.5),
    "border-default": (0.56, 0.9),
    "border-strong": (0.44, 1.0),
    "text-subtle": (0.41, 1.0),
    "text-default": (0.27, 0.8),
}
LADDER_DARK = {
    "background-default": (0.19, 0.2),
    "background-tinted": (0.22, 0.25),
    "surface-default": (0.245, 0.28),
    "surface-tinted": (0.275, 0.35),
    "surface-hover": (0.315, 0.4),
    "surface-active": (0.36, 0.45),
    "border-subtle": (0.42, 0.5),
    "border-default": (0.62, 0.7),
    "border-strong": (0.78, 0.75),
    "text-subtle": (0.82, 0.75),
    "text-default": (0.94, 0.25),
}
"""Token → (OKLCH lightness, share of the accent's chroma)."""

HEX = re.compile(r"#[0-9a-fA-F]{6}")


def check(accent: str) -> str | None:
    """Why this accent cannot be used, in words for the administrator, or None when it can."""
    if not HEX.fullmatch(accent):
        return _("Skriv fargen som # og seks tegn, for eksempel #0f5260.")
    against_white = contrast(accent, "#ffffff")
    if against_white >= TEXT:
        return None
    return _(
        "Fargen %(accent)s er for lys: hvit tekst på den får kontrasten %(contrast)s : 1, og den må være minst "
        "4,5 : 1. Den nærmeste fargen som kan brukes, er %(darker)s.",
        accent=accent,
        contrast=f"{against_white:.1f}".replace(".", ","),
        darker=nearest_usable(accent),
    )


def nearest_usable(accent: str) -> str:
    """The same hue, only as much darker as white text needs."""
    lightness, chroma, hue = from_hex(accent)
    while contrast(to_hex((lightness, chroma, hue)), "#ffffff") < TEXT:
        lightness -= 0.005
    return to_hex((lightness, chroma, hue))


def light_tokens(accent: str) -> dict[str, str]:
    """The accent's tokens on paper: the base is the colour itself, with white text."""
    lightness, chroma, hue = from_hex(accent)
    return ladder(LADDER_LIGHT, chroma, hue) | {
        "base-default": to_hex((lightness, chroma, hue)),
        "base-hover": to_hex((max(lightness - 0.06, 0.1), chroma, hue)),
        "base-active": to_hex((max(lightness - 0.11, 0.05), chroma, hue)),
        "base-contrast-subtle": to_hex((0.985, chroma * 0.1, hue)),
        "base-contrast-default": "#ffffff",
    }


def dark_tokens(accent: str) -> dict[str, str]:
    """The accent's tokens at night: a light, calmer base of the same hue, with near-black text."""
    _lightness, chroma, hue = from_hex(accent)
    calm = min(chroma, 0.11)
    return ladder(LADDER_DARK, calm, hue) | {
        "base-default": to_hex((0.77, calm * 0.8, hue)),
        "base-hover": to_hex((0.83, calm * 0.7, hue)),
        "base-active": to_hex((0.88, calm * 0.6, hue)),
        "base-contrast-subtle": to_hex((0.24, calm * 0.3, hue)),
        "base-contrast-default": to_hex((0.17, calm * 0.2, hue)),
    }


def ladder(steps: dict[str, tuple[float, float]], chroma: float, hue: float) -> dict[str, str]:
    return {token: to_hex((lightness, chroma * share, hue)) for token, (lightness, share) in steps.items()}


@lru_cache(maxsize=1024)
def stylesheet(accent: str) -> str:
    """The tokens of an accent that `check` lets through, as a stylesheet that follows the base theme."""
    if (problem := check(accent)) is not None:
        raise ValueError(problem)
    light, dark = declarations(light_tokens(accent)), declarations(dark_tokens(accent))
    return (
        "@layer ds.theme.municipality {\n"
        f":root {{\n{light}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"
        "}\n"
    )


def declarations(tokens: dict[str, str]) -> str:
    return "".join(f"  --ds-color-accent-{token}: {value};\n" for token, value in tokens.items())


@lru_cache(maxsize=1024)
def fingerprint(accent: str) -> str:
    """The hash in `/<kommune>/farger-<hash>.css`: it changes when the colours do, with the accent or with this code."""
    return hashlib.sha256(stylesheet(accent).encode()).hexdigest()[:12]
