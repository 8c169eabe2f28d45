"""The sentences that the papers share, whatever file they are written to."""

from datetime import timedelta

from flask_babel import gettext as _

from app.clock import local
from app.i18n import date_full, date_long, date_range, number, time_of_day
from consultations.statements.removal import ANY_MARK, MARKS

from .row import Row, RowState
from .summary import Case, Missing, Override, Printing

LISTED_NUMBERS = 24


def shown_text(row: Row) -> str:
    """The remark as it may be shown; a tombstone where it may not."""
    if row.state is RowState.WITHDRAWN:
        return row.state_reason or _("Innspillet er trukket av avsenderen.")
    if row.state is RowState.WAITING:
        return _("Innspillet venter på moderering og er ikke publisert ennå.")
    if row.state is RowState.WITHHELD and row.state_reason:
        return _("Innspillet er ikke publisert. Grunn: %(reason)s.", reason=row.state_reason)
    if row.state is RowState.WITHHELD:
        return _("Innspillet er ikke publisert.")
    return row.text


def spoken(text: str) -> str:
    """Public text with each removed passage told in words: «[fjernet av personvernhensyn]»."""
    return ANY_MARK.sub(lambda mark: f"[{MARKS[mark[0]].block}]", text)


def change_text(before: str, after: str) -> str:
    """A change in one text: what stood, and what stands instead."""
    if before and after:
        return _("Før: %(before)s\nNå: %(after)s", before=before, after=after)
    return _("Tas ut: %(before)s", before=before) if before else after


def outcome_text(row: Row) -> str:
    """What became of the point, with the reason where a body decided otherwise than proposed."""
    return f"{row.outcome}: {row.outcome_note}" if row.outcome_note else row.outcome


def changes_title(decided: bool) -> str:
    return _("Vedtatte endringer i planen") if decided else _("Forslag til endringer i planen")


def overturned_title(decided: bool) -> str:
    if decided:
        return _("Her ble det noe annet enn foreslått")
    return _("Her vil utvalgene noe annet enn foreslått")


def declined_title(decided: bool) -> str:
    return _("Dette ble ikke tatt til følge, og hvorfor") if decided else _("Foreslått ikke tatt til følge")


def state_label(state: RowState) -> str:
    labels = {
        RowState.SHOWN: _("Publisert"),
        RowState.WITHHELD: _("Ikke publisert"),
        RowState.WITHDRAWN: _("Trukket"),
        RowState.WAITING: _("Venter på moderering"),
    }
    return labels[state]


def assessment_title(case: Case) -> str:
    return _("Vurdering fra %(administration)s", administration=case.administration)


def draft_label() -> str:
    return _("UTKAST")


def how_to_read() -> str:
    """What the table's numbers mean, and who stands in it without a name."""
    return _(
        "Nummeret viser til innspill og punkt: 12-2 er andre punkt i innspill 12. "
        "Private avsendere står uten navn, med mindre de har bedt om at navnet vises. "
        "Innspill som ikke er publisert, står med nummer."
    )


def period(case: Case) -> str:
    return date_range(case.opened_on, case.last_day)


def cut_off(printing: Printing) -> str:
    """What came in before the cut-off is in; midnight is told as the day that it ends."""
    last = local(printing.cut_off) - timedelta(microseconds=1)
    if last.date() < local(printing.cut_off).date():
        return _("Innspill mottatt til og med %(date)s er med.", date=date_full(last.date()))
    moment = {"date": date_full(printing.cut_off), "time": time_of_day(printing.cut_off)}
    return _("Innspill mottatt før %(date)s %(time)s er med.", **moment)


def version(printing: Printing) -> str:
    """The stamp of the printing: "Utkast, laget 4. januar 2027 kl. 10.15", "Utgave 2, laget …"."""
    moment = {"date": date_long(printing.generated_at), "time": time_of_day(printing.generated_at)}
    if printing.draft:
        return _("Utkast, laget %(date)s %(time)s", **moment)
    if printing.number:
        return _("Utgave %(number)s, laget %(date)s %(time)s", number=printing.number, **moment)
    return _("Laget %(date)s %(time)s", **moment)


def override(override: Override) -> str:
    return _(
        "%(name)s besluttet %(date)s at oppsummeringen er endelig selv om dette mangler. Begrunnelse: %(reason)s",
        name=override.by,
        date=date_long(override.on),
        reason=override.reason,
    )


def listed(numbers: tuple[str, ...]) -> str:
    """«3-1, 12-2 og 31 til»: the last may be how many more there are."""
    if len(numbers) > 1 and not numbers[-1][:1].isdigit():
        return f"{', '.join(numbers[:-1])} {numbers[-1]}"
    return ", ".join(numbers)


def missing(gap: Missing) -> str:
    """What is missing and where, the list of numbers kept to a length that people read."""
    if not gap.numbers:
        return gap.what
    listed = ", ".join(gap.numbers[:LISTED_NUMBERS])
    rest = max(gap.total, len(gap.numbers)) - min(len(gap.numbers), LISTED_NUMBERS)
    if rest > 0:
        return _("%(what)s: %(numbers)s og %(rest)s til", what=gap.what, numbers=listed, rest=number(rest))
    return _("%(what)s: %(numbers)s", what=gap.what, numbers=listed)
