"""Models say what the migrations made of their tables: columns, types, keys and indexes."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, create_engine
from sqlalchemy.pool import NullPool

from turnout.app import MODULES
from turnout.kernel.db.engine import Base, sqlalchemy_url
from turnout.kernel.runtime import load_file
from turnout.kernel.settings import Settings


@pytest.fixture(scope="module")
def metadata() -> MetaData:
    for module in MODULES:
        load_file(module, "models")
    return Base.metadata


@pytest.fixture
def connection(settings: Settings) -> Iterator[Connection]:
    url = sqlalchemy_url(settings.database_owner_url.get_secret_value())
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as opened:
        yield opened
        opened.rollback()


def differences(connection: Connection, metadata: MetaData) -> list[str]:
    """List what a migration would change to make the database's tables like their models.

    Only tables that have a model are looked at: migrations are the truth, and a model exists where
    a query uses it. Foreign keys between modules stand in migrations only.
    """
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "include_name": lambda name, kind, _: kind != "table" or name in metadata.tables,
        },
    )
    found: list[str] = []
    for change in compare_metadata(context, metadata):
        steps = change if isinstance(change, list) else [change]
        found += [described(step) for step in steps if step[0] != "remove_fk"]
    return sorted(found)


def described(step: tuple[Any, ...]) -> str:
    return f"{step[0]}: {step[1:]}"


def test_models_and_migrations_are_the_same(connection: Connection, metadata: MetaData) -> None:
    found = differences(connection, metadata)
    assert not found, "\n" + "\n".join(found)


def test_a_column_that_only_a_migration_knows_is_found(
    connection: Connection, metadata: MetaData
) -> None:
    name = next(table for table in sorted(metadata.tables))
    connection.exec_driver_sql(f"alter table {name} add column planted text")
    assert any("planted" in each for each in differences(connection, metadata))


def test_a_table_that_only_a_model_knows_is_found(
    connection: Connection, metadata: MetaData
) -> None:
    name = next(table for table in sorted(metadata.tables))
    connection.exec_driver_sql(f"alter table {name} rename to planted")
    found = differences(connection, metadata)
    assert any(each.startswith("add_table") and name in each for each in found)
    assert not any("planted" in each for each in found)
