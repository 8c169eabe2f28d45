"""`python -m app.migrations "What changes"` writes the next migration: what the models have and the history lacks."""

import secrets
import sys
import tempfile
from pathlib import Path

from alembic import command

from app import migrations
from app.config import load_settings
from app.extensions import db
from app.factory import create_app

with tempfile.TemporaryDirectory() as folder:
    app = create_app(load_settings({}, data_dir=Path(folder), secret_key=secrets.token_hex()))
    with app.app_context():
        migrations.upgrade(db.engine)
        number = f"{int(migrations.head() or 0) + 1:04}"
        migrations.run(
            db.engine,
            lambda config: command.revision(config, message=sys.argv[1], autogenerate=True, rev_id=number),
        )
        db.engine.dispose()
