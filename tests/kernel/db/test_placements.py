"""What a database that is to be distributed needs, and what plain PostgreSQL is told of it."""

import psycopg
import pytest
from click.testing import CliRunner

from turnout import cli
from turnout.kernel import runtime
from turnout.kernel.context import PublicContext, SystemContext
from turnout.kernel.db import distributed_rules, distribution, openings, placements
from turnout.kernel.ids import new_id
from turnout.kernel.settings import Settings, load_settings
from turnout_dev.stack.postgres import Postgres

SUBQUERIES = """
    SELECT tablename, policyname FROM pg_policies
    WHERE qual ILIKE '%(select%' OR with_check ILIKE '%(select%'
        OR qual ILIKE '%( select%' OR with_check ILIKE '%( select%'
"""


@pytest.fixture(autouse=True)
def _on_one_server(postgres: object) -> None:
    if not isinstance(postgres, Postgres):
        pytest.skip("this is about plain PostgreSQL")


def test_every_policy_with_a_subquery_is_rewritten_for_nodes(
    owner_connection: psycopg.Connection,
) -> None:
    found = owner_connection.execute(SUBQUERIES).fetchall()
    assert set(found) == distributed_rules.REWRITTEN


def test_tables_lie_on_one_server_unless_the_setting_says_otherwise(
    app_connection: psycopg.Connection,
) -> None:
    assert placements.list_misplaced(app_connection, is_distributed=False) == []
    found = placements.list_misplaced(app_connection, is_distributed=True)
    assert "orders is local, and is to be distributed by organization_id." in found
    assert "organizations is local, and is to be distributed by id." in found
    assert "users is local, and is to be reference." in found
    assert not any(each.startswith("logins ") for each in found)


def test_a_server_without_citus_is_not_distributed(settings: Settings) -> None:
    assert settings.database_owner_url is not None
    with pytest.raises(distribution.NotDistributable, match="CREATE EXTENSION citus"):
        distribution.distribute(settings.database_owner_url.get_secret_value())


def test_a_process_does_not_start_on_a_database_that_is_not_what_the_setting_says(
    running: runtime.Runtime,
) -> None:
    spread = running.settings.model_copy(update={"database_distributed": True})
    with pytest.raises(RuntimeError, match="run turnout migrate --distributed"):
        runtime.start(spread, role="web")
    runtime.start(running.settings, role="web")


@pytest.mark.parametrize(
    ("setting", "code", "said"),
    [("false", 0, "Every table lies where it belongs."), ("true", 1, "tables lie elsewhere")],
)
def test_doctor_says_where_tables_lie(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, setting: str, code: int, said: str
) -> None:
    monkeypatch.setenv("TURNOUT_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv(
        "TURNOUT_DATABASE_OPERATOR_URL", settings.database_operator_url.get_secret_value()
    )
    monkeypatch.setenv("TURNOUT_DATABASE_DISTRIBUTED", setting)
    load_settings.cache_clear()
    done = CliRunner().invoke(cli.main, ["doctor"])
    load_settings.cache_clear()
    assert "The database is plain PostgreSQL." in done.output
    assert said in done.output
    assert done.exit_code == code


def test_nodes_are_told_by_quoted_statements_what_one_server_is_told_by_a_select() -> None:
    ctx = PublicContext(organization_id=new_id(), request_id="it's")
    told = openings.as_statements(ctx, {"statement_timeout": "20s"})
    assert told == [
        "BEGIN",
        f"""SET LOCAL "turnout"."organization" = '{ctx.organization_id}'""",
        """SET LOCAL "turnout"."user" = ''""",
        f"""SET LOCAL "turnout"."actor" = '{ctx.actor}'""",
        """SET LOCAL "turnout"."request_id" = 'it''s'""",
        """SET LOCAL "statement_timeout" = '20s'""",
    ]


def test_a_transaction_of_no_single_organization_keeps_to_one_connection_to_each_node() -> None:
    """It may change an account after it has read rows of many organizations."""
    told = openings.as_statements(SystemContext(job="tests.in-turn"), {})
    assert told[-1] == """SET LOCAL "citus"."multi_shard_modify_mode" = 'sequential'"""
