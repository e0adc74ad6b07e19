"""`turnout privacy …`: erasing people who ask, for operators."""

from collections.abc import Callable
from uuid import UUID

import click
import msgspec

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import TurnoutError
from turnout.modules.privacy.service import erasures, requests

JOB = SystemContext(job="cli.privacy")


def add_commands(main: click.Group, start: Callable[[], None]) -> None:
    @main.group()
    def privacy() -> None:
        """Erase people who ask for it."""

    @privacy.command("erase")
    @click.argument("email")
    @click.option("--reason", default="", help="Why, for the record; name nobody in it.")
    @click.option("--at-once", is_flag=True, help="Without the time for changing one's mind.")
    def erase(email: str, reason: str, at_once: bool) -> None:  # noqa: FBT001  click's way
        """Erase who has this address, with an account or without one; print what went."""
        start()
        try:
            erasure_id = requests.erase_by_command(email, reason=reason, at_once=at_once)
        except TurnoutError as refusal:
            raise click.ClickException(str(refusal)) from refusal
        if at_once:
            erasures.erase(JOB, erasure_id)
        _show(erasure_id)

    @privacy.command("report")
    @click.argument("erasure_id", type=click.UUID)
    def report(erasure_id: UUID) -> None:
        """Print what became of an erasure."""
        start()
        try:
            _show(erasure_id)
        except TurnoutError as refusal:
            raise click.ClickException(str(refusal)) from refusal


def _show(erasure_id: UUID) -> None:
    found = requests.read_erasure(JOB, erasure_id)
    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
