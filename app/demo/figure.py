"""Draws the demo's only figure: how many are eighty or older, year by year."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

VALUES = ((2026, 497), (2030, 604), (2034, 738), (2037, 842))
WIDTH, HEIGHT, MARGIN, BASE, TOP = 1400, 620, 120, 530, 60
INK, BAR, RULE, PAPER = "#1d2b2f", "#1f5c6b", "#c9d2d1", "#ffffff"


def elderly_png() -> bytes:
    """A bar chart from zero, labelled on the bars, without colour codes to decipher."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=34)
    for mark in range(0, 1001, 200):
        y = height_of(mark)
        draw.line((MARGIN, y, WIDTH - 40, y), fill=INK if mark == 0 else RULE, width=3 if mark == 0 else 1)
        draw.text((MARGIN - 16, y), f"{mark}", fill=INK, font=font, anchor="rm")
    step = (WIDTH - MARGIN - 40) / len(VALUES)
    for index, (year, value) in enumerate(VALUES):
        middle = MARGIN + step * (index + 0.5)
        draw.rectangle((middle - 95, height_of(value), middle + 95, BASE - 2), fill=BAR)
        draw.text((middle, height_of(value) - 12), f"{value}", fill=INK, font=font, anchor="mb")
        draw.text((middle, BASE + 18), f"{year}", fill=INK, font=font, anchor="mt")
    data = BytesIO()
    image.save(data, "PNG", optimize=True, dpi=(220, 220))
    return data.getvalue()


def height_of(value: int) -> float:
    return BASE - (BASE - TOP) * value / 1000
