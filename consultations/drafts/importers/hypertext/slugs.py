"""The addresses that Markdown's readers give to headings, as links within a document use them."""

import re
from collections import Counter

_DROPPED = re.compile(r"[^\w\- ]")


class Slugs:
    """Small letters, hyphens for spaces; the second of a name gets "-1"."""

    def __init__(self) -> None:
        self._met: Counter[str] = Counter()

    def of(self, title: str) -> str:
        slug = _DROPPED.sub("", title.strip().lower()).replace(" ", "-")
        again = self._met[slug]
        self._met[slug] += 1
        return f"{slug}-{again}" if again else slug
