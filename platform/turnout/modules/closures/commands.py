"""`turnout closures …`: what the deletion of an organization took, for operators."""

import json
from collections.abc import Callable
from uuid import UUID

import click
import msgspec

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import TurnoutError
from turnout.modules.closures.service import deletions
from turnout.modules.closures.types import DeletionReport

JOB = SystemContext(job="cli.closures")


def add_commands(main: click.Group, start: Callable[[], None]) -> None:
    @main.group()
    def closures() -> None:
        """Organizations that were closed and deleted."""

    @closures.command()
    @click.argument("organization_id", type=click.UUID)
    @click.option("--json", "as_json", is_flag=True, help="As JSON, for a script.")
    def report(organization_id: UUID, *, as_json: bool) -> None:
        """Say what went with an organization, and what the law has us keep until when."""
        start()
        try:
            found = deletions.get_deletion_report(JOB, organization_id)
        except TurnoutError as refusal:
            raise click.ClickException(str(refusal)) from refusal
        click.echo(json.dumps(msgspec.to_builtins(found), indent=2) if as_json else _text(found))


def _text(report: DeletionReport) -> str:
    """The report as lines: what went, then what was kept and why."""
    went = [f"  {rows:>8}  {table}" for table, rows in sorted(report.deleted.items())]
    kept = [f"  {each.rows:>8}  {each.table}: {each.reason}" for each in report.kept]
    return "\n".join(
        (
            f"Deleted on {report.deleted_at:%Y-%m-%d %H:%M} UTC, with {report.files} files:",
            *went,
            f"Kept until {report.kept_until}:",
            *kept,
        )
    )
