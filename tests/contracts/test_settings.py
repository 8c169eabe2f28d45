"""Settings come from the environment; production refuses what is unsafe and says which."""

from pathlib import Path

import pytest

from app.config import UnsafeSettings, load_settings

SAFE = {
    "HORING_ENVIRONMENT": "production",
    "HORING_SECRET_KEY": "k" * 40,
    "HORING_BASE_URL": "https://horing.example.no",
    "HORING_SMTP_HOST": "mail.example.no",
    "HORING_DATA_DIR": "/var/lib/horing",
    "HORING_TRUSTED_PROXIES": "1",
}


def test_a_safe_production_starts() -> None:
    assert load_settings(SAFE).production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HORING_SECRET_KEY", ""),
        ("HORING_SECRET_KEY", "short"),
        ("HORING_BASE_URL", "http://horing.example.no"),
        ("HORING_SMTP_HOST", ""),
        ("HORING_CLOCK_FILE", "clock"),
        ("HORING_DATA_DIR", "data"),
        ("HORING_TRUSTED_PROXIES", ""),
        ("HORING_TRUSTED_PROXIES", "-1"),
        ("HORING_BASE_URL", "https://kommune.example.no/horing"),
    ],
)
def test_production_refuses_an_unsafe_value_and_names_it(name: str, value: str) -> None:
    with pytest.raises(UnsafeSettings, match=name):
        load_settings(SAFE | {name: value})


def test_no_proxy_in_production_is_said_on_purpose() -> None:
    assert load_settings(SAFE | {"HORING_TRUSTED_PROXIES": "0"}).trusted_proxies == 0


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("HORING_SMTP_STARTTLS", "perhaps"), ("HORING_ENVIRONMENT", "prod")]
)
def test_a_value_that_cannot_be_read_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match=name):
        load_settings({name: value}, data_dir=tmp_path)


def test_a_misspelled_setting_is_not_ignored(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="HORING_SECRETKEY"):
        load_settings({"HORING_SECRETKEY": "x"}, data_dir=tmp_path)


def test_a_postgres_address_in_the_common_form_is_understood() -> None:
    assert load_settings({"DATABASE_URL": "postgres://u@h/d"}, secret_key="k" * 40).sqlalchemy_url == (
        "postgresql+psycopg://u@h/d"
    )
