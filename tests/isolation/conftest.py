"""Attacks run against the whole application, so it is started for every one of them."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from turnout.kernel.runtime import Runtime


@pytest.fixture(autouse=True)
def _started(running: Runtime) -> None:
    """Factories call services, which need the engines and every module's declarations."""


@pytest.fixture
def written(app: Any, settings: Any) -> Iterator[Any]:
    """The newest row of either audit log: whatever is written anywhere moves it."""
    with psycopg.connect(
        settings.database_owner_url.get_secret_value(), autocommit=True
    ) as connection:

        def newest(organization_id: str) -> Any:
            return connection.execute(
                "SELECT (SELECT max(seq) FROM audit_entries WHERE organization_id = %s),"
                " (SELECT max(seq) FROM audit_platform"
                "   WHERE table_name NOT IN ('sign_in_attempts', 'logins', 'refresh_tokens'))",
                [organization_id],
            ).fetchone()

        yield newest
