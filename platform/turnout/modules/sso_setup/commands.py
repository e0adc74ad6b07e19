"""`turnout sso check`: says in plain words whether an OpenID provider can be used."""

from collections.abc import Callable
from typing import Final

import click

from turnout.modules.sso.api import explanation_of
from turnout.openid.errors import OpenIdRefused
from turnout.openid.metadata import keys_of, metadata_of
from turnout.openid.types import Client

CLIENT: Final = "turnout"


def add_commands(main: click.Group, start: Callable[[], None]) -> None:
    @main.group()
    def sso() -> None:
        """Organizations' own identity providers."""

    @sso.command("check")
    @click.argument("issuer")
    def check(issuer: str) -> None:
        """Ask a provider for its documents and say what is wrong with them; 0 when nothing is."""
        start()
        try:
            lines = _checked(issuer)
        except OpenIdRefused as refused:
            seen = f" We saw: {refused.detail}." if refused.detail else ""
            says = f"{explanation_of(refused.reason)}{seen} ({refused.reason})"
            raise click.ClickException(says) from refused
        click.echo("\n".join(lines))


def _checked(issuer: str) -> list[str]:
    """What the provider says of itself, as lines; OpenIdRefused for the first that will not do."""
    client = Client(issuer=issuer, client_id=CLIENT, client_secret="", redirect_uri="")
    found = metadata_of(client, fresh=True)
    keys = keys_of(found).keys
    logout = found.end_session_endpoint or "none: people sign out here only"
    return [
        f"issuer            {found.issuer}",
        f"sign-in page      {found.authorization_endpoint}",
        f"token endpoint    {found.token_endpoint} ({', '.join(found.auth_methods)})",
        f"signatures        {', '.join(found.algorithms)}, by {len(keys)} keys",
        f"names itself      {'yes (RFC 9207)' if found.says_issuer else 'no'}",
        f"sign-out page     {logout}",
        "Nothing is wrong with its documents. Try a sign-in on the set-up page.",
    ]
