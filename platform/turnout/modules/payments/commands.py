"""`turnout platform-fee`: what the operator takes of an organization's sales."""

import json
from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID

import click

from turnout.kernel.context import SystemContext, system_in
from turnout.modules.payments.service.ledger import get_platform_fee, set_platform_fee
from turnout.modules.payments.types import PlatformFeeRule

JOB = "cli.platform-fee"


def add_commands(group: click.Group, start: Callable[[], None]) -> None:
    """Add the module's commands; `start` opens database and modules when one is run."""

    @group.group("platform-fee")
    def platform_fee() -> None:
        """What the platform takes of payments."""

    @platform_fee.command("show")
    @click.argument("organization", type=click.UUID)
    def show(organization: UUID) -> None:
        """Print the rule of an organization as JSON."""
        start()
        rule = get_platform_fee(system_in(organization, JOB))
        click.echo(json.dumps(asdict(rule)))

    @platform_fee.command("set")
    @click.argument("organization", type=click.UUID)
    @click.option("--basis-points", type=int, required=True, help="250 is 2.5 %.")
    @click.option("--fixed", multiple=True, metavar="EUR=30", help="On top, in minor units.")
    def set_fee(organization: UUID, basis_points: int, fixed: tuple[str, ...]) -> None:
        """Charge payments that are opened from now on; the present ones keep theirs."""
        try:
            pairs = [each.split("=") for each in fixed]
            rule = PlatformFeeRule(
                basis_points=basis_points, fixed={code: int(minor) for code, minor in pairs}
            )
            start()
            set_platform_fee(SystemContext(job=JOB), organization, rule)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        click.echo(json.dumps(asdict(rule)))
