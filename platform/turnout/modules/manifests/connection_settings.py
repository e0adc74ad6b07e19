"""Where the values of a connection come from: the file, the environment, a fake's test account."""

import os
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from turnout.kernel import runtime
from turnout.kernel.errors import FieldError
from turnout.modules.manifests.documents import Connection
from turnout.modules.manifests.errors import BadManifest, NotInProduction
from turnout_sdk.fakes import GROUP, Fake


def with_settings(connection: Connection) -> Connection:
    """Return the connection with the public settings that its test account stands for."""
    if not connection.test_account:
        return connection
    values = _of_test_account(connection)
    hidden = runtime.current().adapters.get(connection.kind, connection.adapter).secret_names()
    public = {name: value for name, value in values.items() if name not in hidden}
    return replace(connection, settings={**public, **connection.settings})


def values_of(connection: Connection) -> dict[str, Any]:
    """Read every setting and secret; BadManifest names the reference that leads nowhere."""
    values: dict[str, Any] = {}
    if connection.test_account:
        values = _of_test_account(connection)
    secrets = {
        name: _read(reference, connection, name) for name, reference in connection.secrets.items()
    }
    return {**values, **connection.settings, **secrets}


def _read(reference: Mapping[str, str], connection: Connection, name: str) -> str:
    place = f"connections/{connection.name}/secrets/{name}"
    if "env" in reference:
        value = os.environ.get(reference["env"])
        if not value:
            raise BadManifest(FieldError(place, f"The variable {reference['env']} is not set."))
        return value
    try:
        return Path(reference["file"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadManifest(FieldError(place, f"{reference['file']} cannot be read.")) from error


def _of_test_account(connection: Connection) -> dict[str, Any]:
    if runtime.current().settings.is_production:
        raise NotInProduction(f"{connection.name} uses a test account.")
    found = [each for each in entry_points(group=GROUP) if each.name == connection.adapter]
    if not found:
        place = f"connections/{connection.name}/test_account"
        raise BadManifest(
            FieldError(place, f"The adapter {connection.adapter} brings no test accounts.")
        )
    fake: Fake = found[0].load()
    return fake.settings_for(connection.test_account)
