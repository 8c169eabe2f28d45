"""The Flask extensions, made once and bound to the application by the factory."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import Babel
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from app.database import Model, read_only

db = SQLAlchemy(model_class=Model, disable_autonaming=True)
babel = Babel()
login_manager = LoginManager()
csrf = CSRFProtect()


@contextmanager
def reading() -> Iterator[None]:
    """Transactions in here may only read. What was open before is rolled back."""
    db.session.rollback()
    token = read_only.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        read_only.reset(token)
