"""`turnout reconcile` and `turnout settle`: for operators and for scripts from outside."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID

import click

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.messaging import pending_work
from turnout.modules.reconciliation.service import reconciliation as service


def add_commands(group: click.Group, start: Callable[[], None]) -> None:
    """Add the module's commands; `start` opens database and modules when one is run."""

    @group.command("reconcile")
    @click.option("--organization", type=click.UUID, help="One organization; all without it.")
    @click.option("--repair", is_flag=True, help="Mend what is safe to mend.")
    @click.option("--ask", is_flag=True, help="Ask the provider about every payment first.")
    def reconcile(organization: UUID | None, *, repair: bool, ask: bool) -> None:
        """Compare orders, payments and ledger; exit 1 when they disagree."""
        start()
        left = 0
        for ctx in _contexts(organization):
            report = service.reconcile(ctx, repair=repair, ask_provider=ask)
            left += len(report.differences)
            line = {"organization_id": ctx.organization_id, **asdict(report)}
            click.echo(json.dumps(line, default=str))
        sys.exit(1 if left else 0)

    @group.command("settle")
    @click.option("--organization", type=click.UUID, help="One organization; all without it.")
    @click.option("--wait", "seconds", is_flag=False, flag_value=60.0, type=float, default=0.0,
                  help="Wait until nothing is under way, at most so long (60 s).")  # fmt: skip
    def settle(organization: UUID | None, seconds: float) -> None:
        """Print orders, payments and ledger as JSON."""
        start()
        waiting = pending_work.wait_until_idle(seconds) if seconds else {}
        found = {str(ctx.organization_id): service.books(ctx) for ctx in _contexts(organization)}
        click.echo(json.dumps({"waiting": waiting, "organizations": found}, default=str))
        sys.exit(1 if waiting else 0)


def _contexts(organization: UUID | None) -> list[OrganizationContext]:
    if organization is not None:
        return [system_in(organization, "accounting.command")]
    return service.list_organizations(SystemContext(job="accounting.command"))
