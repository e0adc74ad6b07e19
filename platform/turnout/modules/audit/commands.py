"""`turnout audit …` for operators."""

from collections.abc import Callable

import click

from turnout.kernel.context import SystemContext
from turnout.modules.audit import service


def add_commands(main: click.Group, start: Callable[[], None]) -> None:
    @main.group()
    def audit() -> None:
        """Prove the audit log."""

    @audit.command()
    def verify() -> None:
        """Exit 0 when no sealed entry was altered, removed or put in between; else name each."""
        start()
        result = service.verify(SystemContext(job="cli.audit-verify"))
        for each in result.tamperings:
            entry = "" if each.seq is None else f" entry {each.seq}"
            place = each.organization_id or "platform"
            click.echo(f"{place}{entry}: {each.problem}", err=True)
        click.echo(
            f"{result.sealed} entries of {result.organizations} organizations checked,"
            f" {result.erased} of them erased; {result.unsealed} not sealed yet"
        )
        if not result.is_whole:
            raise click.ClickException(f"{len(result.tamperings)} places are not as sealed")
