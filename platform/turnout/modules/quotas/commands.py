"""`turnout quotas …`: plans and limits, for operators."""

from collections.abc import Callable
from uuid import UUID

import click

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import TurnoutError
from turnout.modules.quotas import service
from turnout.modules.quotas.types import QuotaKind, Quotas

JOB = SystemContext(job="cli.quotas")
NO_LIMIT = "none"


def add_commands(main: click.Group, start: Callable[[], None]) -> None:
    @main.group()
    def quotas() -> None:
        """Plans and limits of organizations."""

    @quotas.command("set")
    @click.argument("organization_id", type=click.UUID)
    @click.option("--plan", default="", help="One of TURNOUT_PLANS; empty: none.")
    @click.option("--limit", "limits", multiple=True, help="kind=number, or kind=none; repeats.")
    def set_(organization_id: UUID, plan: str, limits: tuple[str, ...]) -> None:
        """Give an organization a plan, and limits that differ from it."""
        start()
        try:
            service.set_quotas(JOB, organization_id, Quotas(plan=plan, limits=_parsed(limits)))
        except TurnoutError as refusal:
            raise click.ClickException(str(refusal)) from refusal


def _parsed(limits: tuple[str, ...]) -> dict[str, int | None]:
    """`members=5` as a limit; what is no number is told."""
    parsed: dict[str, int | None] = {}
    for each in limits:
        kind, _, text = each.partition("=")
        if text != NO_LIMIT and not text.isdecimal():
            kinds = ", ".join(QuotaKind)
            raise click.BadParameter(f"{each!r} is not kind=number; kinds are {kinds}.")
        parsed[kind] = None if text == NO_LIMIT else int(text)
    return parsed
