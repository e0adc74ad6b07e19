"""Migrations lock no table for long: linted by squawk, each exception with its reason."""

import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from tests.architecture.checkout import ROOT

FIRST_TABLES = 24
"""Up to here migrations make the tables of an empty database: nobody waits for their locks."""

IS_RELEASED = False
"""Set it with the first version's tag: from then on tables have rows where a migration runs."""

BY_SIZE = {
    "adding-field-with-default",
    "adding-foreign-key-constraint",
    "ban-drop-constraint",
    "constraint-missing-not-valid",
    "require-concurrent-index-creation",
    "require-concurrent-index-deletion",
}
"""What locks as long as a table is large. The other rules are of changes that break older code."""

FEW = "a few rows for each organization, of people who do not buy: checked and indexed in no time"
SHORT_LIVED = "rows that lapse within a day: few are ever there"
UNRELEASED = "brought before the first release: no table of orders has rows yet"
NEVER_RELEASED = "a table that no release has had: there is no older code to break"
UNRELEASED_EXITS = "brought before the first release: no list has counted exits yet"
NEW_ROWS_ONLY = "the former release meets no such row before somebody writes one with the new"

EXCEPTIONS = {
    ("0025_agency_grants", "adding-foreign-key-constraint"): FEW,
    ("0025_agency_grants", "constraint-missing-not-valid"): FEW,
    ("0025_agency_grants", "require-concurrent-index-creation"): FEW,
    ("0029_buyer_key", "adding-field-with-default"): UNRELEASED,
    ("0029_buyer_key", "require-concurrent-index-creation"): UNRELEASED,
    ("0029_buyer_key", "require-concurrent-index-deletion"): UNRELEASED,
    ("0030_second_factors", "ban-drop-constraint"): SHORT_LIVED,
    ("0030_second_factors", "constraint-missing-not-valid"): SHORT_LIVED,
    ("0031_secret_serial", "constraint-missing-not-valid"): UNRELEASED,
    ("0032_archived_connections", "ban-drop-constraint"): FEW,
    ("0032_archived_connections", "constraint-missing-not-valid"): FEW,
    ("0032_archived_connections", "require-concurrent-index-creation"): FEW,
    ("0035_roles", "adding-field-with-default"): FEW,
    ("0035_roles", "adding-foreign-key-constraint"): FEW,
    ("0035_roles", "ban-drop-constraint"): FEW,
    ("0035_roles", "constraint-missing-not-valid"): FEW,
    ("0035_roles", "require-concurrent-index-creation"): FEW,
    ("0038_closures", "ban-drop-constraint"): FEW,
    ("0038_closures", "constraint-missing-not-valid"): FEW,
    ("0040_social_logins", "ban-drop-constraint"): SHORT_LIVED,
    ("0040_social_logins", "constraint-missing-not-valid"): SHORT_LIVED,
    ("0044_operators", "require-concurrent-index-creation"): UNRELEASED,
    ("0062_sso", "ban-drop-table"): NEVER_RELEASED,
    ("0088_received_payments", "ban-drop-not-null"): NEW_ROWS_ONLY,
    ("0117_session_lists", "ban-drop-constraint"): UNRELEASED_EXITS,
    ("0117_session_lists", "require-concurrent-index-creation"): UNRELEASED_EXITS,
    ("0223_session_mails", "ban-drop-not-null"): NEW_ROWS_ONLY,
    ("0232_job_leases", "ban-drop-column"): NEVER_RELEASED,
}

MIGRATIONS = {
    path.stem: path
    for path in sorted((ROOT / "migrations/versions").glob("[0-9]*.py"))
    if int(path.stem[:4]) > FIRST_TABLES
}

BAD = """
ALTER TABLE orders ADD COLUMN channel text NOT NULL;
CREATE INDEX ix_orders_channel ON orders (channel);
ALTER TABLE orders ALTER COLUMN total_minor TYPE numeric;
ALTER TABLE orders RENAME COLUMN buyer_email TO email
"""
GOOD = """
ALTER TABLE orders ADD COLUMN channel text;
ALTER TABLE orders ADD CONSTRAINT ck_orders_channel CHECK (channel <> '') NOT VALID;
CREATE TABLE order_notes (id uuid PRIMARY KEY, body text NOT NULL);
CREATE INDEX ix_order_notes_body ON order_notes (body)
"""


def statements(path: Path) -> str:
    """What the migration would send."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    script = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": script}
    )
    with Operations.context(context):
        migration.upgrade()
    return script.getvalue()


def findings(sql: str) -> Iterator[tuple[str, str]]:
    """The rule that each finding breaks, and what squawk says about it."""
    squawk = Path(sys.executable).with_name("squawk")
    command = [squawk, "--reporter=json", "--stdin-filepath=migration.sql", "--config=.squawk.toml"]
    done = subprocess.run(command, input=sql, text=True, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode in (0, 1), done.stderr
    for finding in json.loads(done.stdout):
        line = sql.splitlines()[finding["line"]] if finding["line"] < sql.count("\n") else ""
        yield finding["rule_name"], f"{finding['message']} {line.strip()}"


@pytest.mark.parametrize("name", MIGRATIONS)
def test_a_migration_locks_nothing_for_long_or_says_why_it_may(name: str) -> None:
    found = dict(findings(statements(MIGRATIONS[name])))
    excepted = {rule for migration, rule in EXCEPTIONS if migration == name}
    allowed = excepted if IS_RELEASED else excepted | BY_SIZE
    unexplained = {rule: why for rule, why in found.items() if rule not in allowed}
    assert unexplained == {}, (
        f"split it as docs/how-to/change-a-table.md says, or add a reason: {name}"
    )
    assert excepted <= set(found), "an exception that nothing needs any more"


def test_every_exception_is_of_a_migration_that_is_there() -> None:
    assert {migration for migration, _ in EXCEPTIONS} <= set(MIGRATIONS)
    breaking = {rule: why for (_, rule), why in EXCEPTIONS.items() if rule not in BY_SIZE}
    assert set(breaking.values()) <= {NEVER_RELEASED, NEW_ROWS_ONLY}


def test_the_linter_sees_rewrites_blocking_indexes_and_renames() -> None:
    assert {rule for rule, _ in findings(BAD)} >= {
        "adding-required-field",
        "require-concurrent-index-creation",
        "changing-column-type",
        "renaming-column",
    }
    assert list(findings(GOOD)) == []
