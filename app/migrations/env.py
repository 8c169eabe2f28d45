"""Runs the migrations on the connection that `app.migrations` hands over."""

from alembic import context

from app.database import Model

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Model.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    user_module_prefix="database.",
)
context.run_migrations()
