"""Embedded PostgreSQL: its roles, its lock, and what a kill does to it."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from turnout_dev.stack.postgres import (
    ROLES,
    Postgres,
    ensure_postgres,
    erase_postgres,
    stop_postgres,
)
from turnout_dev.stack.state import is_free


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    folder = tmp_path_factory.mktemp("postgres")
    yield folder
    stop_postgres(folder)
    erase_postgres(folder)


@pytest.fixture
def server(state) -> Postgres:
    found = ensure_postgres(state, durable=False)
    found.create_database("turnout")
    return found


def postmaster(server: Postgres) -> int:
    return int((server.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_above_row_level_security(server, role):
    with psycopg.connect(server.url(role, "turnout")) as connection:
        powers = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication "
            "FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        memberships = connection.execute(
            "SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole"
        ).fetchone()

    assert powers == (False, False, False, False, False)
    assert memberships == (0,)


def test_only_the_owner_may_make_tables(server):
    with psycopg.connect(server.url("turnout_owner", "turnout")) as connection:
        connection.execute("CREATE TABLE one (id int)")
    with (
        psycopg.connect(server.url("turnout_app", "turnout")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE two (id int)")


def test_a_wrong_password_is_refused(server):
    address = server.url("turnout_app", "turnout").replace(server.passwords["turnout_app"], "wrong")

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(address)


def test_it_listens_to_this_machine_only(server):
    with psycopg.connect(server.superuser_url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
        assert connection.execute("SHOW unix_socket_directories").fetchone() == ("",)


def test_text_sorts_alike_everywhere(server):
    with psycopg.connect(server.superuser_url("turnout")) as connection:
        words = connection.execute("SELECT w FROM unnest(ARRAY['b','A','a','B']) w ORDER BY w")
        assert [word for (word,) in words] == ["A", "B", "a", "b"]


def test_the_secrets_are_readable_by_their_owner_only(server, state):
    assert (state / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_asking_again_finds_the_same_server(server, state):
    number = postmaster(server)

    assert ensure_postgres(state, durable=False).port == server.port
    assert postmaster(server) == number


def test_several_processes_at_once_get_one_server(server, state):
    server.stop()
    program = (
        "import sys, pathlib; from turnout_dev.stack.postgres import ensure_postgres; "
        "print(ensure_postgres(pathlib.Path(sys.argv[1]), durable=False).port)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(state)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]

    ports = {process.communicate()[0] for process in started}

    assert len(ports) == 1


def test_a_killed_server_comes_back_with_what_was_committed(server, state):
    with psycopg.connect(server.url("turnout_owner", "turnout")) as connection:
        connection.execute("CREATE TABLE kept (id int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    os.kill(postmaster(server), signal.SIGKILL)

    again = ensure_postgres(state, durable=False)

    with psycopg.connect(again.url("turnout_owner", "turnout")) as connection:
        assert connection.execute("SELECT id FROM kept").fetchall() == [(7,)]


def test_stopping_twice_is_no_error(server, state):
    server.stop()
    server.stop()

    assert is_free(server.port)
    assert not stop_postgres(state)


def test_a_checkout_that_was_deleted_and_made_anew_starts(server, state):
    """As root the data lies elsewhere and outlives the checkout, which took the keys along."""
    before = postmaster(server)
    (state / "secrets.json").unlink()
    again = ensure_postgres(state, durable=False)
    with psycopg.connect(again.superuser_url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert postmaster(again) != before
