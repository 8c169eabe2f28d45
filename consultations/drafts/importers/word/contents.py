"""The titles that tables of contents bear."""

import re

_TITLE = re.compile(
    r"(?:innhold(?:sfortegnelse|sliste|soversikt)?|innhald(?:sliste|sliste|soversyn|sregister)?|(?:table of )?contents"
    r"|(?:figur|tabell|bilde|kart|vedleggs?)(?:liste|oversikt|fortegnelse)|(?:stikkord|sak)s?register|index|stikkord)[.:]?",
    re.IGNORECASE,
)


def is_contents_title(text: str) -> bool:
    """ "Innholdsfortegnelse" and the like; "Forord" in the same style is a heading."""
    return bool(_TITLE.fullmatch(text))
