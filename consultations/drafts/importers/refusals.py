"""Why a file is refused, in words that help the planner on."""

from flask_babel import lazy_gettext as _

from .model import DraftRefused

_REASONS = {
    "empty": _("Filen er tom. Velg filen på nytt."),
    "too-large": _("Filen er større enn 30 MB. Gjør bildene mindre, og prøv igjen."),
    "unknown-type": _(
        "Vi kan ikke lese denne filtypen. Last opp Word (.docx), OpenDocument (.odt), HTML eller Markdown (.md)."
    ),
    "not-docx": _("Dette er ikke et Word-dokument (.docx). Åpne filen i Word, og lagre den som .docx."),
    "pdf": _("Dette er en PDF. Last opp Word-dokumentet som PDF-en er laget av."),
    "not-odt": _(
        "Dette er ikke et tekstdokument i OpenDocument (.odt). Åpne filen i LibreOffice, og lagre den som .odt."
    ),
    "old-word": _("Dette er et eldre Word-format (.doc). Åpne filen i Word, og lagre den som .docx."),
    "encrypted": _("Filen er beskyttet med passord. Fjern passordet, og last den opp på nytt."),
    "macros": _("Filen inneholder makroer. Lagre den som et vanlig dokument (.docx eller .odt) uten makroer."),
    "zip-bomb": _("Filen blir urimelig stor når den pakkes ut. Lagre den på nytt, og prøv igjen."),
    "broken": _(
        "Filen er skadet, og vi kan ikke lese den. Åpne den i programmet den er laget i, og lagre den på nytt."
    ),
    "entities": _("Filen inneholder kode som vi ikke leser av sikkerhetsgrunner. Lagre den på nytt."),
    "not-utf8": _("Vi kan ikke lese tegnene i filen. Lagre den som tekst med UTF-8."),
    "no-text": _("Vi fant ingen tekst i filen. Har du valgt riktig fil?"),
    "too-many-sections": _("Dokumentet har mer enn 1000 overskrifter. Del det i flere planer."),
    "too-complex": _("Ett kapittel er for langt eller har for mange nivåer inni hverandre. Del det opp."),
}


def refused(code: str) -> DraftRefused:
    return DraftRefused(code, _REASONS[code])
