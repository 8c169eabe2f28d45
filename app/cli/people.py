"""Commands about people."""

from __future__ import annotations

import click
from email_validator import validate_email

from app.accounts.permission import ROLES
from app.accounts.user import add_user, find_user, grant
from app.cli.context import application, municipality_named


@click.group()
def user() -> None:
    """Members of staff who sign in."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="Full name, as colleagues see it.")
@click.option("--municipality", help="Slug of the municipality; may be left out where there is one.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(list(ROLES)), help="May be repeated.")
@click.password_option(help="Asked for when it is not given.")
def add(email: str, name: str, municipality: str | None, roles: tuple[str, ...], password: str) -> None:
    """Add a user, or give an existing one more roles."""
    with application():
        home = municipality_named(municipality)
        try:
            validate_email(email, check_deliverability=False, test_environment=True)
            person = find_user(email) or add_user(email, name, password)
        except ValueError as problem:
            raise click.ClickException(str(problem)) from problem
        for role in roles:
            grant(person, home.id, role)
        click.echo(f"{person.email}: {', '.join(sorted(person.roles_in(home.id)))} in {home.name}")
