"""Commands about drafts, papers and the index."""

from __future__ import annotations

from pathlib import Path

import click

from app import published
from app.cli.context import application, municipality_named
from app.extensions import db
from app.municipalities.municipality import Municipality
from consultations.drafts.draft_import import import_draft as import_file
from consultations.drafts.importers import DraftRefused
from consultations.editions.edition import Edition, find_edition, newest_edition
from consultations.hearings.hearing import Hearing, rounds_of
from consultations.plans.plan import Plan, find_plan
from consultations.reports import export as papers
from consultations.reports.formats import FORMATS, PAPERS
from search.indexer import rebuild
from search.installation import current_index

MUNICIPALITY = click.option("--municipality", help="Slug of the municipality; may be left out where there is one.")


@click.command("import")
@click.argument("draft", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--plan", "plan_key", required=True, help="Key of the plan, as in its address.")
@MUNICIPALITY
def import_draft(draft: Path, plan_key: str, municipality: str | None) -> None:
    """Import DRAFT as the next version of a plan.

    It is a Word, OpenDocument, HTML or Markdown file. A planner publishes it, not this command.
    """
    with application():
        plan = _plan(municipality_named(municipality), plan_key)
        try:
            version = import_file(plan, draft.read_bytes(), draft.name)
        except DraftRefused as problem:
            raise click.ClickException(str(problem.message)) from problem
        click.echo(f"version {version.number} of {plan.key}: {len(version.sections)} sections")
        for notice in version.report:
            click.echo(f"  {notice['kind']}: {notice['message']}")


@click.command()
@click.argument("plan_key", metavar="PLAN")
@click.option("--what", type=click.Choice(list(PAPERS)), required=True)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--edition", type=click.IntRange(1), help="The stored edition with this number, not a draft.")
@click.option("--final", is_flag=True, help="The newest stored edition, not a draft.")
@click.option("--round", "number", type=click.IntRange(1), help="Which round; the newest where it is left out.")
@MUNICIPALITY
def export(
    plan_key: str,
    what: str,
    form: str,
    out: Path,
    edition: int | None,
    final: bool,
    number: int | None,
    municipality: str | None,
) -> None:
    """Write a paper of a round of PLAN to a file.

    That is the feedback summary or the table of remarks. A draft says so on every page; an edition is given as its
    bytes were stored.
    """
    with application():
        hearing = _hearing(_plan(municipality_named(municipality), plan_key), number)
        try:
            if edition or final:
                papers.fetch(_edition(hearing, edition), what, form, out)
            else:
                with click.progressbar(length=papers.length(hearing), label=out.name) as bar:
                    papers.write(hearing, what, form, out, progress=bar.update)
        except papers.CannotExport as problem:
            raise click.ClickException(str(problem)) from problem
    click.echo(f"wrote {out}")


@click.command()
def reindex() -> None:
    """Build the search index anew while the old one answers."""
    with application():
        with click.progressbar(length=published.count(), label="Indexing") as bar:
            documents = rebuild(current_index(), lambda done: bar.update(done - bar.pos))
        click.echo(f"{documents} documents indexed")


def _plan(municipality: Municipality, key: str) -> Plan:
    plan = find_plan(municipality.id, key)
    if plan is None:
        keys = db.session.scalars(db.select(Plan.key).where(Plan.municipality_id == municipality.id)).all()
        raise click.ClickException(f"{municipality.name} has no plan {key} (it has: {', '.join(keys) or 'none'})")
    return plan


def _hearing(plan: Plan, number: int | None) -> Hearing:
    rounds = rounds_of(plan)
    hearing = next((one for one in rounds if number in (None, one.round)), None)
    if hearing is None:
        held = ", ".join(str(one.round) for one in reversed(rounds)) or "none"
        raise click.ClickException(f"{plan.key} has no {f'round {number}' if number else 'hearing'} (rounds: {held})")
    return hearing


def _edition(hearing: Hearing, number: int | None) -> Edition:
    """The edition with this number, or the newest."""
    found = find_edition(hearing, number) if number else newest_edition(hearing)
    if found is None:
        newest = newest_edition(hearing)
        has = f"editions 1 to {newest.number}" if newest else "no edition yet"
        raise click.ClickException(f"{hearing.plan.key} has {has}")
    return found
