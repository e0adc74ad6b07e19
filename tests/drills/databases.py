"""PostgreSQL as one runs it in earnest: an archive of WAL, a base backup, a standby, a restore."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
import psycopg

from turnout_dev.stack import account
from turnout_dev.stack.postgres import Postgres, clear_stale_lock, ensure_postgres
from turnout_dev.stack.state import choose_port

PATIENCE_SECONDS = 180.0
ARCHIVE = "archive"
"""The name under which the receiver of WAL asks, and that commits wait for."""


def archived_server(state: Path) -> tuple[Postgres, Path]:
    """A server whose WAL goes to an archive, segment by segment; the archive's folder."""
    server = ensure_postgres(state)
    archive = server.data.parent / "archive"
    _make_empty(archive)
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        copy = f"test ! -f {archive}/%f && cp %p {archive}/.%f && mv {archive}/.%f {archive}/%f"
        connection.execute("ALTER SYSTEM SET archive_mode = 'on'")
        connection.execute(f"ALTER SYSTEM SET archive_command = '{copy}'")
        connection.execute("ALTER SYSTEM SET archive_timeout = '60s'")
        connection.execute("ALTER SYSTEM SET wal_keep_size = '256MB'")
    server.stop()
    return ensure_postgres(state), archive


def back_up(server: Postgres, target: Path) -> float:
    """A verified base backup; how many seconds it took."""
    began = time.monotonic()
    _make_empty(target)
    url = server.superuser_url()
    run(server, "pg_basebackup", "-d", url, "-D", target, "-X", "stream", "-c", "fast")
    run(server, "pg_verifybackup", "-n", "-q", target)
    return time.monotonic() - began


@dataclass(slots=True)
class Receiver:
    """Streams WAL into a folder while it is written; with `synchronous` commits wait for it."""

    server: Postgres
    folder: Path
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        account.hand_over(self.folder)
        url = f"{self.server.superuser_url()}?application_name={ARCHIVE}"
        self.process = subprocess.Popen(
            command(self.server, "pg_receivewal", "-d", url, "-D", self.folder, "--synchronous"),
            cwd="/",
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: is_streaming(self.server, ARCHIVE), "the archive receives")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def wait_for(server: Postgres, names: str) -> None:
    """Have commits wait for these receivers (`''` for none)."""
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        connection.execute("SELECT pg_reload_conf()")


def is_streaming(server: Postgres, name: str) -> bool:
    with psycopg.connect(server.superuser_url()) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_stat_replication WHERE application_name = %s AND state = 'streaming'",
            [name],
        )
        return found.fetchone() is not None


def kill(server: Postgres) -> None:
    """The machine is gone: every process of the server at once, without a word."""
    kill_in(server.data)


def kill_in(data: Path) -> None:
    """Kill whatever server works in a data folder; one that has ended by itself is left at that."""
    try:
        postmaster = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
    except (FileNotFoundError, psutil.NoSuchProcess):
        return
    family = [postmaster, *postmaster.children(recursive=True)]
    for each in family:
        try:
            each.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=20)
    clear_stale_lock(data)


def restore(server: Postgres, base: Path, archives: list[Path], *, until: str = "") -> float:
    """Put the base backup where the server was and play what the archives hold; seconds it took.

    A segment that the receiver has not filled yet is played as far as it goes. `until` are lines
    of configuration that say where to stop.
    """
    began = time.monotonic()
    shutil.rmtree(server.data, ignore_errors=True)
    shutil.copytree(base, server.data)
    for path in (server.data, *server.data.rglob("*")):
        account.hand_over(path)
    server.data.chmod(0o700)
    have_recover(server.data, archives, until=until)
    start(server)
    wait_until(
        lambda: not is_in_recovery(server.superuser_url()), "the restored server takes writes"
    )
    return time.monotonic() - began


def have_recover(data: Path, archives: list[Path], *, until: str = "") -> None:
    """Have the server of a data folder play what the archives hold once it is started."""
    places = " || ".join(
        f"cp {each}/{name} %p" for each in archives for name in ("%f", "%f.partial")
    )
    with (data / "postgresql.auto.conf").open("a") as configuration:
        configuration.write(
            f"restore_command = '({places}) 2>/dev/null'\narchive_mode = 'off'\n"
            f"synchronous_standby_names = ''\nrecovery_target_action = 'promote'\n{until}"
        )
    (data / "recovery.signal").touch()
    account.hand_over(data / "recovery.signal")


def standby_of(server: Postgres, name: str = "standby") -> Postgres:
    """A second server that follows the first by streaming, on a port of its own."""
    folder, port = server.data.with_name(name), choose_port(None)
    _make_empty(folder)
    url = f"{server.superuser_url()}?application_name={name}"
    run(server, "pg_basebackup", "-d", url, "-D", folder, "-R", "-X", "stream", "-c", "fast")
    settings = (folder / "turnout.conf").read_text(encoding="utf-8")
    moved = settings.replace(f"port = '{server.port}'", f"port = '{port}'")
    (folder / "turnout.conf").write_text(moved, encoding="utf-8")
    follower = replace(server, data=folder, port=port)
    start(follower)
    wait_until(lambda: is_streaming(server, name), "the standby follows")
    return follower


def promote(server: Postgres) -> None:
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("SELECT pg_promote()")


def is_in_recovery(url: str) -> bool:
    """Whether a server takes no writes yet, or does not answer."""
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute("SELECT pg_is_in_recovery()").fetchone()
    except psycopg.OperationalError:
        return True
    return row is None or bool(row[0])


def start(server: Postgres) -> None:
    run(
        server,
        *("pg_ctl", "start", "--wait", "--silent", "--timeout", "120"),
        *("--pgdata", server.data, "--log", server.data / "server.log"),
    )


def command(server: Postgres, program: str, *arguments: str | Path) -> list[str]:
    return account.unprivileged(server.binaries / program, *arguments)


def run(server: Postgres, program: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs to its end; output goes nowhere, as pg_ctl keeps a pipe."""
    subprocess.run(
        command(server, program, *arguments),
        cwd="/",
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _make_empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    account.hand_over(folder)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def wait_until(
    so: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS, pause: float = 0.05
) -> None:
    until = time.monotonic() + seconds
    while not so():
        if time.monotonic() > until:
            raise TimeoutError(f"never came: {what}")
        time.sleep(pause)
