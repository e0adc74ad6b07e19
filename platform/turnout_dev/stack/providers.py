"""The stand-ins of the companies outside: one of each adapter that brings it, and who signs in.

What stands at an enterprise's side is an identity provider: it serves both protocols of sign-in.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from pathlib import Path

from turnout_dev.stack import ports
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.roles import Role
from turnout_sdk.fakes import GROUP, Fake

IDENTITY_PROVIDER = "turnout_dev.identity_provider"


def installed() -> list[Fake]:
    """Load them, by name; one that cannot be loaded is a StackError that says why."""
    found = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            found.append(entry.load())
        except Exception as error:
            raise StackError(f"The stand-in “{entry.name}” cannot be loaded: {error}") from error
    return found


def calendars(fakes: Iterable[Fake]) -> dict[str, str]:
    """Make the operator's clients at those fakes that are of calendars."""
    keys = {each.name for each in entry_points(group="turnout.calendar")}
    clients = {each.key: each.settings_for("demo") for each in fakes if each.key in keys}
    return {"TURNOUT_CALENDARS": json.dumps(clients)}


def apps(fakes: Iterable[Fake]) -> dict[str, str]:
    """Make the operator's projects at those fakes that show notes in apps."""
    found = {each.name: each for each in entry_points(group="turnout.push")}
    keys = {key for key, each in found.items() if each.load().capabilities.apps}
    projects = {each.key: each.settings_for("demo") for each in fakes if each.key in keys}
    return {"TURNOUT_PUSH": json.dumps(projects)}


def address(fake: Fake) -> str:
    """Say where a fake serves; StackError when the setting that moves it is no number."""
    ports.defaults()
    return fake.address


def role(fake: Fake, state: Path) -> Role:
    command = tuple(fake.command(state / "fakes" / fake.key))
    return Role(f"provider-{fake.key}", command, pages=(f"http://{address(fake)}/healthz",))


def identity_provider(settings: Mapping[str, str]) -> Role:
    """Where people of the demo's enterprise sign in."""
    page = f"http://{settings['TURNOUT_IDENTITY_PROVIDER_BIND']}/healthz"
    return Role("identity-provider", (sys.executable, "-m", IDENTITY_PROVIDER), pages=(page,))
