"""Writes a number the way Word's numbering formats do."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(value: int, form: str) -> str:
    """Decimal where the form is unknown or cannot express the value; after z come aa, bb, as Word counts."""
    if form == "none":
        return ""
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return _roman(value) if form == "lowerRoman" else _roman(value).upper()
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 260:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        written += letters * times
    return written
