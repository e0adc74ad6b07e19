"""Models say what the migrations made: tables, columns, types, keys and indexes."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, create_engine
from sqlalchemy.pool import NullPool

from turnout.app import MODULES
from turnout.kernel.db.engine import Base, sqlalchemy_url
from turnout.kernel.module_loader import load
from turnout.kernel.settings import Settings

WITHOUT_MODEL = {
    "alembic_version",
    "audit_entries",
    "audit_heads",
    "audit_platform",
    "handled_facts",
    "idempotency_keys",
    "outbox",
    "outbox_global",
}
"""The kernel writes these in plain SQL."""


@pytest.fixture(scope="module")
def metadata() -> MetaData:
    for module in MODULES:
        load(module, "models")
    return Base.metadata


@pytest.fixture
def connection(settings: Settings) -> Iterator[Connection]:
    url = sqlalchemy_url(settings.database_owner_url.get_secret_value())
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as opened:
        yield opened
        opened.rollback()


def differences(connection: Connection, metadata: MetaData) -> list[str]:
    """List what a new migration would change; foreign keys between modules stand only there."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[str] = []
    for change in compare_metadata(context, metadata):
        steps = change if isinstance(change, list) else [change]
        found += [text for step in steps if (text := described(step))]
    return sorted(found)


def described(step: tuple[Any, ...]) -> str:
    kind, subject = step[0], step[1]
    if kind == "remove_fk":
        return ""
    if kind in {"remove_table", "remove_index"}:
        table = subject.name if kind == "remove_table" else subject.table.name
        if table in WITHOUT_MODEL:
            return ""
    return f"{kind}: {step[1:]}"


def test_models_and_migrations_are_the_same(connection: Connection, metadata: MetaData) -> None:
    found = differences(connection, metadata)
    assert not found, "\n" + "\n".join(found)


def test_a_column_that_only_a_migration_knows_is_found(
    connection: Connection, metadata: MetaData
) -> None:
    name = next(table for table in sorted(metadata.tables))
    connection.exec_driver_sql(f"alter table {name} add column planted text")
    assert any("planted" in each for each in differences(connection, metadata))
