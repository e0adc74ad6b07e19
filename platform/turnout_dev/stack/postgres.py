"""Embedded PostgreSQL for development and tests: made, started, found again and stopped.

server = ensure_postgres(Path(".turnout/test"), durable=False)
server.superuser_url(), server.url("turnout_app", "turnout")
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from turnout_dev.stack import account
from turnout_dev.stack.binaries import Program, find_postgres
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import (
    LOOPBACK,
    choose_port,
    exclusive,
    has_secret,
    secret,
    write_private,
)

STOP_SECONDS = 60
LAST_BREATH_SECONDS = 10


def clear_stale_lock(data: Path) -> None:
    """Remove the lock of a server that was killed, once it and its children are gone.

    PostgreSQL does so by itself, except where nothing reaps the dead (a container without an
    init): there a zombie looks alive to it.
    """
    lock = data / "postmaster.pid"
    if lock.exists() and _falls_silent(data, LAST_BREATH_SECONDS):
        lock.unlink(missing_ok=True)


def stop(data: Path) -> None:
    """Stop the server of a data folder; open transactions are rolled back."""
    lock = data / "postmaster.pid"
    try:
        postmaster = psutil.Process(int(lock.read_text(encoding="utf-8").split()[0]))
        if _works_in(postmaster, data):
            postmaster.send_signal(signal.SIGINT)
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return
    if not _falls_silent(data, STOP_SECONDS):
        raise StackError(f"PostgreSQL in {data} did not stop within {STOP_SECONDS} seconds.")
    lock.unlink(missing_ok=True)


def _falls_silent(data: Path, seconds: float) -> bool:
    """Wait until no process works in the data folder any more."""
    for _ in attempts(seconds):
        if not any(_works_in(process, data) for process in psutil.process_iter()):
            return True
    return False


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        folder, status = process.cwd(), process.status()
    except psutil.Error:
        return False
    return Path(folder) == data.resolve() and status != psutil.STATUS_ZOMBIE


def attempts(seconds: float) -> Iterator[None]:
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        yield
        time.sleep(0.1)


SUPERUSER = "postgres"
ROLES = ("turnout_owner", "turnout_app", "turnout_operator")
START_SECONDS = 60
BUILTIN_LOCALE_SINCE = 17
PASSING = ("starting up", "shutting down", "too many clients", "remaining connection slots")
LOG_BYTES = 20_000_000

# Development: nothing committed is lost. Tests: the data may go, so nothing waits for the disk.
DURABLE = {"wal_level": "replica", "fsync": "on"}
FLEETING = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass(frozen=True)
class Postgres:
    """A server that answers, and the keys to it."""

    host: str
    port: int
    version: str
    data: Path
    binaries: Path
    passwords: dict[str, str] = field(repr=False)

    def superuser_url(self, database: str = "postgres") -> str:
        return self.url(SUPERUSER, database)

    def url(self, role: str, database: str) -> str:
        password = quote(self.passwords[role], safe="")
        return f"postgresql://{role}:{password}@{self.host}:{self.port}/{database}"

    def create_database(self, name: str, owner: str = "turnout_owner") -> None:
        """Create the database for its owner unless it exists."""
        with psycopg.connect(self.superuser_url(), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if known.fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(name), sql.Identifier(owner)
                    )
                )

    def stop(self) -> None:
        """Stop the server; open transactions are rolled back. Nothing happens if it is down."""
        stop(self.data)


def ensure_postgres(state: Path, *, durable: bool = True) -> Postgres:
    """Return the server of this state folder, made and started when it is not there.

    Safe to call from many processes at once. The server outlives its caller; `stop()` ends it.
    Raises StackError with what to do when there is no PostgreSQL to run.
    """
    state = state.absolute()
    with exclusive(state / "postgres.lock"):
        program = find_postgres()
        home = account.postgres_home(state)
        if not has_secret(state, SUPERUSER):
            _clear_orphans(home)
        server = _describe(state, home, program)
        if not server.data.exists():
            _initialise(server, durable=durable)
        if not _answers(server):
            server = _start(server, durable=durable)
        _create_roles(server)
        return server


def _clear_orphans(home: Path) -> None:
    """Remove what a checkout that was deleted from this very path left behind.

    As root the data lies outside the checkout, and the keys to it went with the checkout.
    """
    for data in home.glob("data-*"):
        if (data / "postmaster.pid").exists():
            stop(data)
        shutil.rmtree(data)


def stop_postgres(state: Path) -> bool:
    """Stop every server of this state folder; say whether there was one."""
    home = account.home_of(state.absolute())
    running = [data for data in home.glob("data-*") if (data / "postmaster.pid").exists()]
    for data in running:
        stop(data)
    return bool(running)


def erase_postgres(state: Path) -> None:
    """Remove the data of a stopped server, wherever it lies.

    The link is not followed: in a copied checkout it still points to the data of the original.
    """
    shutil.rmtree(account.home_of(state.absolute()), ignore_errors=True)
    link = state.absolute() / "postgres"
    if link.is_symlink():
        link.unlink()


def _describe(state: Path, home: Path, program: Program) -> Postgres:
    data = home / f"data-{program.major}"
    return Postgres(
        host=LOOPBACK,
        port=_recorded_port(data) or 0,
        version=program.version,
        data=data,
        binaries=account.reachable_binaries(program, home),
        passwords={role: secret(state, role) for role in (SUPERUSER, *ROLES)},
    )


def _recorded_port(data: Path) -> int | None:
    try:
        return int((data / "turnout.port").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def _initialise(server: Postgres, *, durable: bool) -> None:
    """Make the data folder under another name first: a broken attempt is never taken for one."""
    fresh = server.data.with_name(f"{server.data.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account.hand_over(fresh)
    password = server.data.with_name("superuser.password")
    write_private(password, server.passwords[SUPERUSER])
    account.hand_over(password)
    major = int(server.version.split(".")[0])
    try:
        _run(
            server.binaries / "initdb",
            *("--pgdata", fresh, "--username", SUPERUSER, "--pwfile", password),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-instructions"),
            *(("--locale-provider=builtin",) if major >= BUILTIN_LOCALE_SINCE else ()),
            "--locale=C.UTF-8",
            *(() if durable else ("--no-sync",)),
        )
    finally:
        password.unlink()
    with (fresh / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write("\ninclude_if_exists = 'turnout.conf'\n")
    fresh.rename(server.data)


def _start(server: Postgres, *, durable: bool) -> Postgres:
    port = choose_port(server.port or None)
    started = replace(server, port=port)
    for name, text in (
        ("turnout.conf", _configuration(port, durable=durable)),
        ("turnout.port", str(port)),
    ):
        (server.data / name).write_text(text, encoding="utf-8")
        account.hand_over(server.data / name)
    clear_stale_lock(server.data)
    log = server.data / "server.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.unlink()
    _run(
        server.binaries / "pg_ctl",
        *("start", "--wait", "--silent", "--timeout", str(START_SECONDS)),
        *("--pgdata", server.data, "--log", log),
        log=log,
    )
    return started


def _configuration(port: int, *, durable: bool) -> str:
    settings = {
        "listen_addresses": LOOPBACK,
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "200",
        "shared_buffers": "128MB",
        "max_locks_per_transaction": "256",
        "max_wal_size": "2GB",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_min_duration_statement": "500",
        "log_checkpoints": "off",
        "log_line_prefix": "%m [%p] %u@%d ",
        **(DURABLE if durable else FLEETING),
    }
    return "".join(f"{name} = '{value}'\n" for name, value in settings.items())


def _answers(server: Postgres) -> bool:
    """Say whether this very server serves: another may have taken the port meanwhile."""
    if not server.port or not (server.data / "postmaster.pid").exists():
        return False
    for _ in attempts(START_SECONDS):
        try:
            with psycopg.connect(server.superuser_url(), connect_timeout=2) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
                return row is not None and Path(row[0]) == server.data.resolve()
        except psycopg.OperationalError as error:
            if not any(sign in str(error) for sign in PASSING):
                return False
    raise StackError(f"PostgreSQL on port {server.port} runs but takes no connection.")


def _create_roles(server: Postgres) -> None:
    """Make the three roles as they must be: they sign in, and bypass nothing."""
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        query = "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)"
        known = {row[0] for row in connection.execute(query, [list(ROLES)])}
        for role in ROLES:
            if role not in known:
                connection.execute(
                    sql.SQL(
                        "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE "
                        "NOREPLICATION PASSWORD {}"
                    ).format(sql.Identifier(role), sql.Literal(server.passwords[role]))
                )


def _run(program: Path, *arguments: str | Path, log: Path | None = None) -> None:
    """Run one of PostgreSQL's programs outside our environment and folder; raise when it fails.

    The output goes through a file: a pipe would stay open in the server that `pg_ctl` leaves.
    """
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    command = account.unprivileged(program, *arguments)
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if log else subprocess.PIPE,
        stderr=subprocess.DEVNULL if log else subprocess.STDOUT,
        text=True,
        cwd="/",
        env=environment,
        check=False,
    )
    if result.returncode:
        output = log.read_text(encoding="utf-8")[-2000:] if log and log.exists() else result.stdout
        raise StackError(f"PostgreSQL's {program.name} failed:\n{output or 'no output'}")
