"""Collects what the planner must know about an import: one notice for each kind of thing in each section."""

from collections import Counter
from collections.abc import Callable

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from .model import Notice


class Notices:
    """Counts what was met; `where` is the title of the section that is being read."""

    def __init__(self) -> None:
        self.where = ""
        self.left_out: list[str] = []
        self._seen: Counter[tuple[str, str]] = Counter()

    def add(self, code: str, count: int = 1) -> None:
        if count:
            self._seen[code, self.where] += count

    def add_once(self, code: str) -> None:
        """For the document as a whole."""
        self._seen[code, ""] = 1

    def leave_out(self, code: str, text: str) -> None:
        """Words that stay out of this section, and why."""
        if text.strip():
            self.add(code)
            self.left_out.append(text)

    def leave_out_everywhere(self, code: str, text: str) -> None:
        """Words that stay out for a reason that is told once for the document."""
        if text.strip():
            self.add_once(code)
            self.left_out.append(text)

    def has(self, code: str) -> bool:
        return any(seen == code for seen, _where in self._seen)

    def all(self) -> tuple[Notice, ...]:
        return tuple(
            Notice("dropped" if code in _DROPPED else "attention", code, _message(code, count), where)
            for (code, where), count in self._seen.items()
        )


_DROPPED = {"comments", "contents", "page-headers", "image-format", "image-broken", "image-linked", "chart", "smartart"}
_DROPPED |= {"object", "symbol", "hidden-text", "alt-chunk", "placeholder", "loose-note", "script", "front-matter"}


def _message(code: str, n: int) -> LazyString:
    return _MESSAGES[code](n)


_MESSAGES: dict[str, Callable[[int], LazyString]] = {
    "comments": lambda n: _("Kommentarer i margen er ikke tatt med. Antall: %(n)d.", n=n),
    "contents": lambda _n: _("Innholdsfortegnelsen er ikke tatt med. Siden lager sin egen."),
    "page-headers": lambda _n: _("Topptekst og bunntekst er ikke tatt med."),
    "tracked-changes": lambda n: _("Sporede endringer er lest som godtatt. Antall: %(n)d.", n=n),
    "image-format": lambda n: _("Bilder i et format vi ikke kan vise, er ikke tatt med. Antall: %(n)d.", n=n),
    "image-broken": lambda n: _("Bilder som er skadet eller for store, er ikke tatt med. Antall: %(n)d.", n=n),
    "image-linked": lambda n: _("Bilder som ligger utenfor dokumentet, er ikke tatt med. Antall: %(n)d.", n=n),
    "image-without-alt": lambda n: _("Bilder mangler alternativ tekst. Antall: %(n)d. Beskriv dem i dokumentet.", n=n),
    "chart": lambda n: _("Diagrammer er ikke tatt med. Antall: %(n)d. Sett dem inn som bilder.", n=n),
    "smartart": lambda n: _("SmartArt er ikke tatt med. Antall: %(n)d. Sett dem inn som bilder.", n=n),
    "object": lambda n: _("Innebygde objekter er ikke tatt med. Antall: %(n)d.", n=n),
    "alt-chunk": lambda n: _("Innebygde dokumenter er ikke tatt med. Antall: %(n)d.", n=n),
    "symbol": lambda n: _("Symboler fra en egen skrift er ikke tatt med. Antall: %(n)d.", n=n),
    "hidden-text": lambda n: _("Skjult tekst er ikke tatt med. Antall steder: %(n)d.", n=n),
    "placeholder": lambda n: _("Plassholdere der noe skulle skrives inn, er ikke tatt med. Antall steder: %(n)d.", n=n),
    "loose-note": lambda n: _("Noter som teksten ikke viser til, er ikke tatt med. Antall: %(n)d.", n=n),
    "front-matter": lambda _n: _("Opplysningene øverst i filen er ikke tatt med, bare tittelen."),
    "script": lambda n: _("Kode, skjemaer og innebygde sider er ikke tatt med. Antall: %(n)d.", n=n),
    "link-target": lambda n: _(
        "Lenker til filer og steder som ikke finnes på nettet, står som vanlig tekst. Antall: %(n)d.", n=n
    ),
    "text-box": lambda n: _("Tekstbokser er lagt inn som egne avsnitt. Antall: %(n)d. Se over plasseringen.", n=n),
    "word-art": lambda n: _("WordArt er skrevet som vanlig tekst. Antall: %(n)d. Se over plasseringen.", n=n),
    "check-box": lambda n: _("Avkryssingsbokser er skrevet som ☐ og ☑. Antall: %(n)d. Se over dem.", n=n),
    "bold-heading": lambda n: _(
        "Linjer i fet skrift ser ut som overskrifter. Antall: %(n)d. Du kan gjøre dem til egne avsnitt.", n=n
    ),
    "heading-in-table": lambda n: _(
        "Overskrifter i tabeller og tekstbokser er lest som tekst. Antall: %(n)d. Flytt dem ut om de skal bli avsnitt.",
        n=n,
    ),
    "deep-table": lambda n: _("Tabeller i mange nivåer er skrevet som avsnitt. Antall: %(n)d. Se over dem.", n=n),
    "equation": lambda n: _("Formler er skrevet som vanlig tekst. Antall: %(n)d. Se over dem.", n=n),
    "table-without-header": lambda n: _("Tabeller mangler overskriftsrad. Antall: %(n)d. Merk den i dokumentet.", n=n),
    "long-heading": lambda n: _("Svært lange overskrifter er lest som vanlig tekst. Antall: %(n)d.", n=n),
    "empty-heading": lambda n: _("Tomme overskrifter er hoppet over. Antall: %(n)d.", n=n),
    "no-headings": lambda _n: _("Dokumentet har ingen overskriftsstiler. Alt er lagt i ett kapittel."),
    "struck-text": lambda n: _("Gjennomstreket tekst er tatt med uten strek. Antall steder: %(n)d.", n=n),
}
