"""Builds the application: the only place that sees every room."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.orm import configure_mappers
from werkzeug.middleware.proxy_fix import ProxyFix

from app import clock, database, garbage, headers, i18n, office, pages, posted, published, static_files, worker
from app.accounts.guards import access_of_request
from app.accounts.permission import Permission
from app.accounts.session import current_user
from app.config import Settings, load_settings
from app.extensions import babel, csrf, db, login_manager
from app.municipalities import address
from app.municipalities.municipality import municipality_if_known
from app.own_address import OwnAddress
from app.page_cache import PageCache
from app.transaction import HoringApp
from consultations.assessment.release import released_hooks
from consultations.editions.order import order_the_first
from consultations.hearings.address import HearingConverter
from consultations.hearings.documents import tell_of_rounds
from consultations.hearings.hearing import next_change
from consultations.hearings.lock import reopened_hooks
from consultations.hearings.reliance import is_announced
from consultations.hearings.type_change import why_not
from consultations.outcomes.pause import stop_for_reopening
from consultations.pages.documents import names as names_of_documents
from consultations.plans.editing import relied_on, type_checks
from consultations.plans.plan import shown_hooks
from consultations.points.point import create_points
from consultations.points.point_counts import OPEN, POINTS
from consultations.reports.reading import ROWS
from consultations.statements.counting import count_waiting, tallies
from consultations.statements.statement_counts import ARRIVALS, REMARKS, STATEMENTS
from consultations.statements.submission import received_hooks
from search.installation import heal

HERE = Path(__file__).parent

# Rooms with pages: each module holds a `blueprint`, and an `entry` where the office's menu leads to it.
PAGES = [
    "app.accounts.pages",
    "app.office",
    "app.municipalities.pages",
    "app.municipalities.body_pages",
    "consultations.assessment.office",
    "consultations.outcomes.office",
    "consultations.outcomes.correction_pages",
    "consultations.outcomes.departure_office",
    "consultations.outcomes.closing_office",
    "consultations.statements.public",
    "consultations.statements.draft_pages",
    "consultations.pages.wording",
    "consultations.pages.public",
    "search.public",
    "consultations.pages.receipt",
    "consultations.pages.letter_link",
    "consultations.reports.office",
    "consultations.reports.opening_office",
    "consultations.reports.edition_office",
    "consultations.pages.result",
    "consultations.plans.office",
    "consultations.plans.page_office",
    "consultations.plans.attachment_office",
    "consultations.drafts.office",
    "consultations.drafts.arranging_office",
    "consultations.hearings.office",
    "consultations.hearings.deletion_pages",
    "consultations.pages.plan_office",
    "moderation.office",
    "moderation.public",
]

# Rooms that only have to be known: tables, task handlers, `providers` of published text.
SILENT = [
    "app.audit",
    "app.mail",
    "app.storage",
    "app.tasks",
    "consultations.plans.plan",
    "consultations.plans.attachment",
    "consultations.plans.phase",
    "consultations.plans.adoption",
    "consultations.drafts.version",
    "consultations.hearings.hearing",
    "consultations.hearings.documents",
    "consultations.hearings.lock",
    "consultations.hearings.type_change",
    "consultations.statements.statement",
    "consultations.statements.counting",
    "consultations.statements.draft_answer",
    "consultations.points.point",
    "consultations.assessment.release",
    "consultations.assessment.documents",
    "consultations.points.history",
    "consultations.editions.edition",
    "consultations.editions.order",
    "consultations.outcomes.decision",
    "consultations.outcomes.departure",
    "consultations.outcomes.amendment",
    "consultations.outcomes.outcome",
    "consultations.outcomes.letter",
    "consultations.outcomes.post",
    "consultations.outcomes.opening",
    "consultations.outcomes.pause",
    "consultations.outcomes.documents",
    "consultations.pages.documents",
    "consultations.pages.plan_documents",
    "consultations.reports.making",
    "moderation.decision",
]


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings (read from the environment where none are given).

    Raises UnsafeSettings for settings that may not be used.
    """
    settings = settings or load_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    clock.use_file(settings.clock_file)
    app = HoringApp("app", template_folder=str(HERE.parent / "templates"), static_folder=str(HERE / "static"))
    _configure(app, settings)
    garbage.tidy_between_requests(app)
    _extend(app)
    posted.register(app)
    app.url_map.converters["hearing"] = HearingConverter
    rooms = [import_module(name) for name in (*SILENT, *PAGES)]
    configure_mappers()  # now, or the first remark after a start does it while others wait to write
    PageCache(app, next_change)  # first: what follows a request runs backwards, and a page is kept with its headers
    headers.register(app)
    pages.register(app)
    i18n.register(app)
    address.register(app)
    _furnish(app, rooms)
    _connect()
    _fingerprint_static(app)
    OwnAddress(app, settings.site)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=0, x_host=0)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        HORING=settings,
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": make_url(settings.sqlalchemy_url).get_backend_name() != "sqlite",
            "hide_parameters": True,  # what people wrote is in no message
        },
        MAX_CONTENT_LENGTH=settings.max_body_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="__Host-horing" if settings.https else "horing",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="nb",
        BABEL_DEFAULT_TIMEZONE="Europe/Oslo",
        BABEL_TRANSLATION_DIRECTORIES=str(HERE / "translations"),
        SEND_FILE_MAX_AGE_DEFAULT=30 * 86400,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = False


def _extend(app: Flask) -> None:
    db.init_app(app)
    babel.init_app(app, locale_selector=_language)
    csrf.init_app(app)
    login_manager.init_app(app, add_context_processor=False)
    with app.app_context():
        database.prepare(db.engine)


def _language() -> str:
    """Pages speak the language of their municipality."""
    municipality = municipality_if_known()
    return municipality.language if municipality else "nb"


def _furnish(app: Flask, rooms: list[ModuleType]) -> None:
    for room in rooms:
        if hasattr(room, "blueprint"):
            app.register_blueprint(room.blueprint)
        if hasattr(room, "entry"):
            office.enter(room.entry)
        for provider in getattr(room, "providers", ()):
            published.register(provider)
    app.context_processor(_context)


def _connect() -> None:
    """What a room does when something happens in an earlier one, which knows nothing of it."""
    published.named_by[:] = [names_of_documents]
    type_checks[:] = [why_not]
    relied_on[:] = [is_announced]
    shown_hooks[:] = [tell_of_rounds]
    received_hooks[:] = [create_points]
    tallies[:] = [STATEMENTS, ARRIVALS, REMARKS, POINTS, OPEN, ROWS]
    released_hooks[:] = [order_the_first]
    reopened_hooks[:] = [stop_for_reopening]
    worker.at_start[:] = [heal]
    worker.between[:] = [count_waiting]


def _context() -> dict[str, Any]:
    """What every template may use. Public pages know of nobody in particular."""
    municipality = municipality_if_known()
    if municipality is None or not isinstance(access_of_request(), Permission):
        return {"municipality": municipality}
    return {"municipality": municipality, "current_user": current_user(), "office_nav": office.navigation(municipality)}


def _fingerprint_static(app: Flask) -> None:
    """Addresses of static files carry a hash of the content, so that browsers keep them and never use an old one."""
    mark = cache(static_files.mark)

    @app.url_defaults
    def add_mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values.get("filename"):
            values["v"] = mark(values["filename"])
