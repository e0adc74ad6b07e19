"""Three nodes of Citus on this machine, in a folder of their own: a coordinator and two others.

TURNOUT_CITUS_BIN is the folder of PostgreSQL's programs, with the extension installed beside them.
Every test of a run that has it is run over the nodes; without it, on plain PostgreSQL.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from turnout.kernel.db import distribution, migrations
from turnout.kernel.db.nodes import ROLES
from turnout_dev.stack import account
from turnout_dev.stack.state import choose_port

BINARIES: Final = os.environ.get("TURNOUT_CITUS_BIN", "")
NODES: Final = 3
SHARDS: Final = int(os.environ.get("TURNOUT_SHARDS", "8"))
HOST: Final = "127.0.0.1"
SETTINGS: Final = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "shared_preload_libraries": "citus",
    "citus.node_conninfo": "sslmode=disable",
    **distribution.NEEDED,
    "wal_level": "logical",
    "max_connections": "200",
    "max_prepared_transactions": "200",
    "max_locks_per_transaction": str(max(512, 128 * SHARDS)),
    "max_worker_processes": "32",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
}
PLUGINS: Final = "output_plugin_libraries"
"""Versions that know it let Citus split shards by replication only if it is named."""
FLEETING: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""The data may go with the run, so nothing waits for the disk."""
NOTHING_MORE: Final[Mapping[str, str]] = {}
WITHOUT_CITUS: Final = {
    name: value for name, value in SETTINGS.items() if "citus" not in name and value != "citus"
}


@dataclass(frozen=True, slots=True)
class Nodes:
    """Servers that answer; the first is the coordinator."""

    ports: tuple[int, ...]
    log: Path
    is_distributed: bool = True

    def processes(self) -> list[int]:
        """The first process of each node, whose children are all others of it."""
        files = [self.data(node) / "postmaster.pid" for node in range(len(self.ports))]
        return [int(each.read_text(encoding="utf-8").split()[0]) for each in files]

    def superuser_url(self, database: str = "postgres", *, node: int = 0) -> str:
        return self.url("postgres", database, node=node)

    def url(self, role: str, database: str, *, node: int = 0) -> str:
        return f"postgresql://{role}@{HOST}:{self.ports[node]}/{database}"

    def data(self, node: int) -> Path:
        """The folder of a node's data."""
        return self.log.with_name(str(node))

    def start(self, node: int) -> None:
        """Start a node that has ended, at the address it had."""
        _start(self.data(node))

    def stop(self, node: int) -> None:
        """End a node in order."""
        run("pg_ctl", "stop", "--silent", "--mode", "fast", "--pgdata", str(self.data(node)))

    def address(self, node: int) -> str:
        """Host and port, as the nodes call each other."""
        return f"{HOST}:{self.ports[node]}"

    def create_database(self, name: str, *, among: int | None = None) -> None:
        """An empty one on every node, that its owner may fill.

        So many of the servers know of each other as nodes; all unless it is said.
        """
        for node in range(len(self.ports)):
            with self._connected("postgres", node) as connection:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER turnout_owner").format(sql.Identifier(name))
                )
            if not self.is_distributed:
                return
            with self._connected(name, node) as connection:
                connection.execute("CREATE EXTENSION citus")
        with self._connected(name, 0) as connection:
            connection.execute("SELECT citus_set_coordinator_host(%s, %s)", [HOST, self.ports[0]])
            for port in self.ports[1:among]:
                connection.execute("SELECT citus_add_node(%s, %s)", [HOST, port])

    def migrate(self, name: str, folder: Path) -> None:
        migrations.upgrade(self.url("turnout_owner", name), folder)

    def distribute(self, name: str) -> distribution.Distribution:
        return distribution.distribute(self.url("turnout_owner", name), shards=SHARDS)

    def drop_database(self, name: str) -> None:
        for node in range(len(self.ports)):
            with self._connected("postgres", node) as connection:
                connection.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )

    def _connected(self, database: str, node: int) -> psycopg.Connection:
        return psycopg.connect(self.superuser_url(database, node=node), autocommit=True)


@contextmanager
def running_nodes(
    count: int = NODES,
    *,
    is_distributed: bool = True,
    is_durable: bool = False,
    more: Mapping[str, str] = NOTHING_MORE,
) -> Iterator[Nodes]:
    """Start the nodes, with `more` settings; they end with the block, and their data goes.

    Without distribution it is one plain server of the same programs, to compare with.
    """
    settings = {
        **(SETTINGS | _plugins() if is_distributed else WITHOUT_CITUS),
        **({} if is_durable else FLEETING),
        **more,
    }
    folder = Path(tempfile.mkdtemp(prefix="turnout-nodes-"))
    account.hand_over(folder)
    started: list[Path] = []
    try:
        ports = []
        for number in range(count):
            data = folder / str(number)
            ports.append(choose_port(None))
            _create(data, {**settings, "port": str(ports[-1])})
            started.append(data)
            _start(data)
        nodes = Nodes(tuple(ports), folder / "0.log", is_distributed)
        for node in range(count):
            with psycopg.connect(nodes.superuser_url(node=node), autocommit=True) as connection:
                for role in ROLES:
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        yield nodes
    finally:
        for data in started:
            with suppress(subprocess.CalledProcessError):  # it has ended already
                run("pg_ctl", "stop", "--silent", "--mode", "immediate", "--pgdata", str(data))
        shutil.rmtree(folder, ignore_errors=True)


def _plugins() -> dict[str, str]:
    known = run("postgres", "--describe-config")
    return {PLUGINS: "pgoutput, citus"} if f"\n{PLUGINS}\t" in known else {}


def _create(data: Path, settings: Mapping[str, str]) -> None:
    trusted = ("--auth", "trust", "--username", "postgres", "--locale", "C.UTF-8", "--no-sync")
    run("initdb", "--pgdata", str(data), *trusted)
    lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
    with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.writelines(lines)


def _start(data: Path) -> None:
    log = str(data.with_suffix(".log"))
    run("pg_ctl", "start", "--wait", "--silent", "--pgdata", str(data), "--log", log)


def run(program: str, *arguments: str) -> str:
    """What one of PostgreSQL's programs says, run to its end as the account that has the data."""
    return subprocess.run(
        account.unprivileged(Path(BINARIES) / program, *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
        check=True,
    ).stdout
