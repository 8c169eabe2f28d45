"""A private person's name goes on the web once the address it came with has answered: a link, a page, a button."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.extensions import db
from consultations.statements import publication
from consultations.statements.statement import Statement

SALT = "show-name"


def token_for(statement: Statement) -> str:
    """The secret of the link, good for this statement and this one act only."""
    return str(_signer().dumps(statement.ref))


def statement_behind(token: str) -> Statement | None:
    """The statement that a link is about; None for a link that we did not make."""
    try:
        ref = _signer().loads(token)
    except BadSignature:
        return None
    return db.session.scalars(db.select(Statement).where(Statement.ref == ref)).first()


def confirm(statement: Statement) -> None:
    """The owner of the address wants the name shown. Again: nothing more happens."""
    publication.name_confirmed(statement)


def _signer() -> URLSafeSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt=SALT)
