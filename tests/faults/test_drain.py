"""Every role says whether it lives and is ready, and ends in order when it is told to.

One stack of real processes, started by hand so that their exit codes are heard: none may be
killed by the signal, for the first process of a container would not even hear it. `make test` has
the web and the worker end, `make prove` all.
"""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import psycopg
import pytest
import redis
from pydantic import SecretStr

from tests.faults.mini_stack import MiniStack
from tests.prove.counts import PROVE
from turnout.kernel.messaging import broker
from turnout_dev.stack import ports
from turnout_dev.stack.settings import role_environment
from turnout_sdk.testing.local_http import local_get

TURNOUT = str(Path(sys.prefix) / "bin" / "turnout")
PATIENCE_SECONDS = 120.0
QUEUED = 12
QUIET = "search"
"""A queue into which the schedule puts little, and nothing that takes long."""
SERVED = {
    "web": ("turnout_http_requests_total{", 'turnout_file_scans_total{outcome="infected"} 0.0'),
    "realtime": ("turnout_role_started_seconds{",),
    "worker": ("turnout_work_seconds_count{", 'turnout_payment_deliveries_total{outcome="dead"}'),
    "scheduler": ("turnout_scheduler_sent_total{",),
    "relay": ("turnout_outbox_oldest_seconds", 'turnout_queue_messages{queue="exports"}'),
}
"""Numbers that rules lean on, by the role that serves them."""
ENDED = ports.OBSERVED if PROVE else ("web", "worker")
NOBODY = "00000000-0000-7000-8000-000000000000"
SLOW_TASK = "payments.forget_old_deliveries"
"""It waits where the test holds its table."""


@pytest.fixture
def roles(stack: MiniStack) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    stack.settings |= {"TURNOUT_WEB_WORKERS": "1", "TURNOUT_WORKER_PROCESSES": "1"}
    environment = role_environment(stack.settings)
    started = {
        role: subprocess.Popen(
            [TURNOUT, role], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for role in ENDED
    }
    yield started
    for process in started.values():
        process.kill()
        process.wait(10)


def test_every_role_lives_is_ready_and_ends_in_order(stack, roles, settings, postgres, database):
    for role in roles:
        wait_until(lambda role=role: asked(stack, role, "/readyz") == 200, f"{role} is ready")
        assert asked(stack, role, "/healthz") == 200, role
    for role, named in SERVED.items():
        if PROVE or role == "web":  # the others count what the scheduler begins
            wait_until(
                lambda role=role, named=named: serves(stack, role, named), f"{role}: {named}"
            )

    broker_url = SecretStr(stack.settings["TURNOUT_BROKER_URL"])
    celery = broker.make(settings.model_copy(update={"broker_url": broker_url}))
    with psycopg.connect(postgres.superuser_url(database)) as lock, ExitStack() as streams:
        opened = [streams.enter_context(closing(open_stream(stack)))] if PROVE else []
        lock.execute("LOCK TABLE users, payment_deliveries IN ACCESS EXCLUSIVE MODE")
        celery.send_task(SLOW_TASK, queue=QUIET)
        wait_until(lambda: waiting_for(lock) == 1, "the worker waits for a table")
        for _ in range(QUEUED):
            celery.send_task(SLOW_TASK, queue=QUIET)
        with closing(sign_in(stack)) as request:
            wait_until(lambda: waiting_for(lock) == 2, "the web waits for the other")
            for process in roles.values():
                process.send_signal(signal.SIGTERM)
            wait_until(lambda: not takes_connections(stack), "the web takes nobody new")
            assert roles["web"].poll() is None, "it waits for the request that is under way"
            assert roles["worker"].poll() is None, "it waits for the task that is under way"
            lock.rollback()
            assert rest_of(request).startswith(b"HTTP/1.1 401"), "the request is answered"
        for stream in opened:
            assert rest_of(stream).endswith(b"0\r\n\r\n"), "the stream ends whole, not torn"
    assert {role: ended(process) for role, process in roles.items()} == dict.fromkeys(roles, 0)

    with redis.from_url(stack.settings["TURNOUT_BROKER_URL"]) as queues:
        assert queues.llen(QUIET) >= QUEUED, "what was not begun went back"
        assert queues.hlen("unacked") == 0, "and nothing is left half taken"


def test_migrations_that_are_told_to_end_end_and_change_nothing(stack, postgres, database):
    with psycopg.connect(postgres.superuser_url(database)) as lock:
        (before,) = lock.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
        lock.execute("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
        process = subprocess.Popen(
            [TURNOUT, "migrate"],
            env=role_environment(stack.settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: waiting_for(lock) == 1, "the migration waits")
        process.send_signal(signal.SIGTERM)
        assert ended(process) == 128 + signal.SIGTERM
        found = lock.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found == (before,)


@pytest.mark.parametrize("role", ENDED)
def test_a_role_that_cannot_serve_its_metrics_ends_and_says_why(stack, role):
    setting = f"TURNOUT_{role.upper()}_METRICS_BIND"
    host, _, port = stack.settings[setting].rpartition(":")
    with socket.create_server((host, int(port))):
        done = subprocess.run(
            [TURNOUT, role],
            env=role_environment(stack.settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    assert done.returncode == 1, done.stdout
    assert setting in done.stdout


def waiting_for(lock: psycopg.Connection) -> int:
    """How many others in this database wait for what the connection has locked."""
    found = lock.execute(
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
        " WHERE NOT granted AND datname = current_database()"
    ).fetchone()
    assert found is not None
    return int(found[0])


def sign_in(stack: MiniStack) -> socket.socket:
    """Somebody whom nobody knows asks to be let in."""
    host = stack.settings["TURNOUT_WEB_BIND"]
    body = '{"email": "nobody@turnout.test", "password": "a wrong one"}'
    head = (
        f"POST /api/v1/auth/sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return sent(host, (head + body).encode())


def open_stream(stack: MiniStack) -> socket.socket:
    """A listener to the numbers of an event; its answer has begun."""
    host = stack.settings["TURNOUT_REALTIME_BIND"]
    path = f"/live/v1/organizations/{NOBODY}/events/{NOBODY}/tickets"
    stream = sent(host, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert stream.recv(4096).startswith(b"HTTP/1.1 200")
    return stream


def sent(address: str, message: bytes) -> socket.socket:
    host, _, port = address.rpartition(":")
    connection = socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS)
    connection.sendall(message)
    return connection


def rest_of(connection: socket.socket) -> bytes:
    """Everything that still comes, until the other side closes."""
    return b"".join(iter(lambda: connection.recv(4096), b""))


def takes_connections(stack: MiniStack) -> bool:
    host, _, port = stack.settings["TURNOUT_WEB_BIND"].rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except OSError:
        return False
    return True


def asked(stack: MiniStack, role: str, page: str) -> int:
    address = stack.settings[f"TURNOUT_{role.upper()}_METRICS_BIND"]
    try:
        return local_get(f"http://{address}{page}", timeout=20).status_code
    except httpx.TransportError:
        return 0


def serves(stack: MiniStack, role: str, named: tuple[str, ...]) -> bool:
    address = stack.settings[f"TURNOUT_{role.upper()}_METRICS_BIND"]
    said = local_get(f"http://{address}/metrics", timeout=20).text
    return all(each in said for each in named)


def ended(process: subprocess.Popen[bytes]) -> int:
    return process.wait(PATIENCE_SECONDS)


def wait_until(so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not so():
        assert time.monotonic() < until, f"never came: {what}"
        time.sleep(0.05)
