"""One frozen settings object, read from the environment once. Production refuses to start on an unsafe value."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class UnsafeSettings(Exception):
    """A setting that may not be used as it is; the text names it and says what to do."""


WHOOSH, TANTIVY = "whoosh", "tantivy"  # engines of search


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is read from `HORING_<FIELD>`; `database_url` from `DATABASE_URL`, `port` from `PORT`."""

    environment: str = "development"
    data_dir: Path = Path("data")
    database_url: str = ""
    secret_key: str = ""
    secret_key_fallbacks: tuple[str, ...] = ()
    base_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 4
    trusted_proxies: int | None = None
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_starttls: bool = False
    mail_from: str = "horing@example.no"
    max_body_mb: int = 35
    closing_pause_minutes: int = 30
    search: str = WHOOSH
    clock_file: Path | None = None

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def sqlalchemy_url(self) -> str:
        """The database address in SQLAlchemy's form; a file in the data folder where none is given."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'horing.db').resolve()}"
        for scheme in ("postgres://", "postgresql://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url

    @property
    def site(self) -> str:
        """The address people reach us at, without a slash at the end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")


PLAIN_NAMES = {"database_url": "DATABASE_URL", "port": "PORT"}


def load_settings(environ: Mapping[str, str] | None = None, **changes: Any) -> Settings:
    """Read and check the settings.

    Raises UnsafeSettings for a value that cannot be read, is unknown, or is unsafe in production.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    names = {PLAIN_NAMES.get(field.name, f"HORING_{field.name.upper()}"): field.name for field in fields(Settings)}
    for name in environ:
        if name.startswith("HORING_") and name not in names and name not in NOT_SETTINGS:
            raise UnsafeSettings(f"{name} is no setting of Høring. Known: {', '.join(sorted(names))}")
    for name, field in names.items():
        if environ.get(name):
            values[field] = _converted(name, field, environ[name])
    settings = Settings(**(values | changes))
    if settings.environment not in ("development", "test", "production"):
        raise UnsafeSettings("HORING_ENVIRONMENT must be development, test or production")
    _check_search(settings.search)
    if settings.production:
        _refuse_unsafe(settings)
    return settings if settings.secret_key else _with_kept_key(settings)


# Switches of the test suite, read there and not by the product.
NOT_SETTINGS = {"HORING_REQUIRE_ALL", "HORING_TEST_DATABASE_URL", "HORING_CHROMIUM"}


def _check_search(engine: str) -> None:
    if engine not in (WHOOSH, TANTIVY):
        raise UnsafeSettings(f"HORING_SEARCH must be {WHOOSH} or {TANTIVY}")
    if engine == TANTIVY and find_spec(TANTIVY) is None:
        raise UnsafeSettings("HORING_SEARCH is tantivy, which is not installed: pip install tantivy")


def _converted(name: str, field: str, raw: str) -> Any:
    default = getattr(Settings(), field)
    try:
        if isinstance(default, bool):
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[raw.lower()]
        if isinstance(default, int) or field == "trusted_proxies":
            return _natural(raw)
        if isinstance(default, tuple):
            return tuple(part.strip() for part in raw.split(",") if part.strip())
        if field in ("data_dir", "clock_file"):
            return Path(raw)
    except (KeyError, ValueError) as error:
        raise UnsafeSettings(f"{name} has a value that cannot be read: {raw!r}") from error
    return raw


def _natural(raw: str) -> int:
    number = int(raw)
    if number < 0:
        raise ValueError(raw)
    return number


def _refuse_unsafe(settings: Settings) -> None:
    problems = []
    if len(settings.secret_key) < 32:
        problems.append("HORING_SECRET_KEY must be set, at least 32 random characters")
    if not settings.https:
        problems.append("HORING_BASE_URL must be the public address and begin with https://")
    if urlsplit(settings.base_url).path.strip("/"):
        problems.append("HORING_BASE_URL must name a host of its own, without a path")
    if settings.trusted_proxies is None:
        problems.append(
            "HORING_TRUSTED_PROXIES must say how many proxies stand in front; else all the world is one place to the "
            "limits. Set it to 0 only where connections reach us with their own addresses"
        )
    if settings.clock_file:
        problems.append("HORING_CLOCK_FILE may not be set in production")
    if not settings.smtp_host:
        problems.append("HORING_SMTP_HOST must be set, or receipts are never sent")
    if not settings.data_dir.is_absolute():
        problems.append("HORING_DATA_DIR must be an absolute path")
    if problems:
        raise UnsafeSettings("Not safe for production:\n  - " + "\n  - ".join(problems))


def _with_kept_key(settings: Settings) -> Settings:
    """Development without a key: make one and keep it in the data folder, so that sessions survive a restart."""
    path = settings.data_dir / "secret-key"
    if not path.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_urlsafe(48))
    values = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    return Settings(**(values | {"secret_key": path.read_text().strip()}))
