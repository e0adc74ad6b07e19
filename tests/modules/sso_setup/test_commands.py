"""`turnout sso check`: a provider's documents, judged from the command line."""

from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from turnout.modules.sso_setup.commands import add_commands


def check(issuer: str) -> Result:
    main = click.Group()
    add_commands(main, lambda: None)
    return CliRunner().invoke(main, ["sso", "check", issuer])


def test_a_provider_that_will_do_is_shown(openid_provider: Any) -> None:
    result = check(openid_provider.issuer)
    assert result.exit_code == 0, result.output
    assert f"{openid_provider.issuer}/authorize" in result.output
    assert "RS256, by 1 keys" in result.output


@pytest.mark.parametrize(
    ("part", "lie", "says"),
    [
        ("discovery", lambda it: {**it, "issuer": "https://x.example"}, "discovery-wrong-issuer"),
        ("discovery", lambda it: {**it, "token_endpoint": None}, "discovery-malformed"),
        ("jwks", lambda _: {"keys": []}, "keys-malformed"),
    ],
    ids=["issuer", "endpoint", "keys"],
)
def test_what_is_wrong_is_said_in_plain_words(openid_provider: Any, part, lie, says) -> None:
    openid_provider.lies[part] = lie
    result = check(openid_provider.issuer)
    assert result.exit_code == 1
    assert says in result.output


def test_a_provider_that_is_not_there_is_said(openid_provider: Any) -> None:
    result = check(f"{openid_provider.issuer}/realms/nothing")
    assert (result.exit_code, "cannot be fetched" in result.output) == (1, True)
