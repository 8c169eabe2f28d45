"""How dates, times, weeks and numbers read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, render_template_string
from flask_babel import Babel, force_locale
from hypothesis import given
from hypothesis import strategies as st

from app import i18n

HARD = "\N{NO-BREAK SPACE}"


def plain(text: str) -> str:
    return text.replace(HARD, " ")


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Flask]:
    """An application in bokmål with a catalogue in nynorsk."""
    folder = tmp_path / "nn" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog("nn")
    catalogue.add("uke", "veke")
    catalogue.add(("%(num)s dag igjen", "%(num)s dager igjen"), ("%(num)s dag att", "%(num)s dagar att"))
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    app = Flask(__name__)
    Babel(app, default_locale="nb", default_translation_directories=str(tmp_path))
    i18n.register(app)
    with app.test_request_context():
        yield app


def test_a_date_carries_its_weekday_and_month() -> None:
    assert plain(i18n.date_full(date(2026, 12, 15))) == "tirsdag 15. desember 2026"
    assert plain(i18n.date_long(date(2026, 12, 15))) == "15. desember 2026"
    assert i18n.date_short(date(2026, 6, 3)) == "03.06.2026"


def test_a_leap_day_is_a_day_like_any_other() -> None:
    assert plain(i18n.date_full(date(2028, 2, 29))) == "tirsdag 29. februar 2028"
    assert plain(i18n.date_range(date(2028, 2, 28), date(2028, 3, 1))) == "28. februar–1. mars 2028"


def test_day_and_month_stay_on_one_line() -> None:
    assert i18n.date_long(date(2026, 5, 17)) == f"17.{HARD}mai 2026"
    assert i18n.time_of_day(datetime(2026, 5, 17, 11, tzinfo=UTC)) == f"kl.{HARD}13.00"


@pytest.mark.parametrize(
    ("utc", "spoken"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "29. mars 2026 kl. 01.59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29. mars 2026 kl. 03.00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25. oktober 2026 kl. 02.30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25. oktober 2026 kl. 02.30"),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "31. desember 2026 kl. 23.59"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "1. januar 2027 kl. 00.00"),
    ],
)
def test_an_instant_is_told_by_the_norwegian_clock(utc: datetime, spoken: str) -> None:
    assert plain(i18n.date_time(utc)) == spoken


def test_the_weekday_of_an_instant_is_the_norwegian_one() -> None:
    assert plain(i18n.date_full(datetime(2026, 12, 15, 23, 0, tzinfo=UTC))) == "onsdag 16. desember 2026"


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        i18n.time_of_day(datetime(2026, 12, 15, 12, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        (date(2026, 11, 25), "uke 48 (23.–29. november 2026)"),
        (date(2026, 12, 31), "uke 53 (28. desember 2026–3. januar 2027)"),
        (date(2027, 1, 3), "uke 53 (28. desember 2026–3. januar 2027)"),
        (date(2027, 1, 4), "uke 1 (4.–10. januar 2027)"),
        (date(2024, 12, 30), "uke 1 (30. desember 2024–5. januar 2025)"),
        (date(2026, 7, 1), "uke 27 (29. juni–5. juli 2026)"),
    ],
)
def test_a_week_is_named_with_its_dates(day: date, spoken: str) -> None:
    assert plain(i18n.week_with_dates(day)) == spoken


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_every_day_of_a_week_names_the_same_week(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    assert i18n.week_with_dates(day) == i18n.week_with_dates(monday)
    assert i18n.week_with_dates(day) != i18n.week_with_dates(monday - timedelta(days=1))


def test_a_range_says_month_and_year_only_where_they_differ() -> None:
    assert plain(i18n.date_range(date(2026, 6, 3), date(2026, 6, 6))) == "3.–6. juni 2026"
    assert plain(i18n.date_range(date(2026, 6, 28), date(2026, 7, 3))) == "28. juni–3. juli 2026"
    assert plain(i18n.date_range(date(2026, 12, 28), date(2027, 1, 3))) == "28. desember 2026–3. januar 2027"
    assert plain(i18n.date_range(date(2026, 6, 3), date(2026, 6, 3))) == "3. juni 2026"


def test_thousands_are_parted_by_hard_spaces() -> None:
    assert [i18n.number(n) for n in (0, 999, 1000, 1234567)] == ["0", "999", f"1{HARD}000", f"1{HARD}234{HARD}567"]
    assert i18n.number(Decimal("2.45"), 1) == "2,5"
    assert i18n.number(-1500) == f"−1{HARD}500"
    assert i18n.number(-0.2) == "0"


def test_a_share_becomes_a_percentage() -> None:
    assert i18n.percent(0.25) == f"25{HARD}%"
    assert i18n.percent(1 / 3, 1) == f"33,3{HARD}%"


def test_days_left_count_down_to_the_last_day() -> None:
    last_day = date(2026, 12, 15)
    spoken = [plain(i18n.days_left(last_day, last_day - timedelta(days=days))) for days in (12, 1, 0, -1)]
    assert spoken == ["12 dager igjen", "1 dag igjen", "siste dag i dag", "fristen er ute"]


def test_a_page_in_nynorsk_speaks_nynorsk(pages: Flask) -> None:
    with force_locale("nn"):
        assert plain(i18n.date_full(date(2026, 12, 15))) == "tysdag 15. desember 2026"
        assert plain(i18n.week_label(date(2026, 11, 25))) == "veke 48"
        assert plain(i18n.days_left(date(2026, 12, 15), date(2026, 12, 3))) == "12 dagar att"
    assert plain(i18n.week_label(date(2026, 11, 25))) == "uke 48"


def test_templates_have_the_filters(pages: Flask) -> None:
    page = render_template_string(
        "{{ day|date_full }}, {{ day|week_label }}, {{ n|number }}", day=date(2026, 12, 15), n=10000
    )
    assert plain(page) == "tirsdag 15. desember 2026, uke 51, 10 000"
