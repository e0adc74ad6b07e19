"""`turnout operators …`: the first operator is made on the machine itself."""

from collections.abc import Callable

import click

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import TurnoutError
from turnout.kernel.security.permissions import OPERATOR, OPERATOR_ROLES
from turnout.modules.operators.errors import AlreadyOperator
from turnout.modules.operators.service import operators as service


def add_commands(main: click.Group, start: Callable[[], None]) -> None:
    @main.group()
    def operators() -> None:
        """Say who operates the platform."""

    @operators.command()
    @click.argument("email")
    @click.option("--role", type=click.Choice(OPERATOR_ROLES), default=OPERATOR, show_default=True)
    @click.option("--again", is_flag=True, help="Let one be who is an operator already.")
    def add(email: str, role: str, again: bool) -> None:  # noqa: FBT001  click's way
        """Make somebody with an account an operator; they need a second factor to act as one."""
        start()
        try:
            service.make_operator(SystemContext(job="cli.operators"), email, role=role)
        except AlreadyOperator as refusal:
            if not again:
                raise click.ClickException(refusal.title) from refusal
        except TurnoutError as refusal:
            details = [each.detail for each in getattr(refusal, "errors", ())]
            raise click.ClickException(" ".join([refusal.title, *details])) from refusal
        click.echo(f"{email} is {role} of the platform")
