"""PostgreSQL behind pgbouncer, and two Redis, all by TLS of an authority of their own.

They listen at the ports that pods know, on loopback addresses that nobody else uses.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import redis

from turnout_dev.deploy_check.tools import Failed, Missing, Tools, run
from turnout_dev.stack import account
from turnout_dev.stack.postgres import ROLES, Postgres, ensure_postgres, stop_postgres
from turnout_dev.stack.state import secret

DATABASE, CACHE, BROKER = "127.0.71.10", "127.0.71.11", "127.0.71.12"
POSTGRES_PORT, REDIS_PORT = 5432, 6379
NAME = "turnout"
PATIENCE_SECONDS = 30.0
POOL = 8
"""Connections to the server for each of the three users: fewer than processes ask for."""


@dataclass(slots=True)
class TlsServers:
    """Started in a folder; `stop` ends them all."""

    tools: Tools
    folder: Path
    postgres: Postgres = field(init=False)
    password: str = field(init=False)
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def authority(self) -> Path:
        return self._shared / "ca.crt"

    @property
    def _shared(self) -> Path:
        """Where the account that PostgreSQL runs as may read too."""
        return account.postgres_home(self.folder)

    def start(self) -> None:
        for each in ("openssl", "pgbouncer", "redis-server"):
            self.tools.program(each)
        self.password = secret(self.folder, "redis")
        self._start_postgres()
        self._start_pgbouncer()
        for address in (CACHE, BROKER):
            self._start_redis(address)

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
            process.wait(20)
        stop_postgres(self.folder)

    def pooled(self) -> tuple[int, int]:
        """How many clients the pooler has, and how many connections to the server they share."""
        url = f"postgresql://{ROLES[1]}:{self.postgres.passwords[ROLES[1]]}@{DATABASE}/pgbouncer"
        with psycopg.connect(
            f"{url}?sslmode=verify-full&sslrootcert={self.authority}", autocommit=True
        ) as admin:
            cursor = psycopg.ClientCursor(admin)
            counts = [
                len(cursor.execute(f"SHOW {kind}").fetchall())  # type: ignore[arg-type]
                for kind in ("CLIENTS", "SERVERS")
            ]
        return counts[0], counts[1]

    def _start_postgres(self) -> None:
        """An installed one: that of the wheel was built without TLS."""
        os.environ["TURNOUT_DEV_POSTGRES"] = "installed"
        self.postgres = ensure_postgres(self.folder)
        with psycopg.connect(self.postgres.superuser_url(), autocommit=True) as connection:
            (library,) = connection.execute("SHOW ssl_library").fetchone() or ("",)
            if not library:
                raise Missing("no PostgreSQL with TLS is installed")
            self._make_certificates()
            for name, value in (
                ("ssl_cert_file", self._shared / "server.crt"),
                ("ssl_key_file", self._shared / "server.key"),
                ("ssl", "on"),
            ):
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")  # type: ignore[arg-type]
            connection.execute("SELECT pg_reload_conf()")
        self.postgres.create_database(NAME)

    def _make_certificates(self) -> None:
        """An authority, and one certificate for all four servers."""
        shared, openssl = self._shared, self.tools.program("openssl")
        names = ",".join(f"IP:{each}" for each in (DATABASE, CACHE, BROKER, "127.0.0.1"))
        extensions = self.folder / "extensions"
        extensions.write_text(f"subjectAltName={names}\n", encoding="utf-8")
        new = ("-newkey", "rsa:2048", "-nodes")
        run(
            *(openssl, "req", "-x509", *new, "-days", "2", "-subj", "/CN=Authority of this check"),
            *("-keyout", self.folder / "ca.key", "-out", shared / "ca.crt"),
        )
        run(
            *(openssl, "req", *new, "-subj", "/CN=servers", "-keyout", shared / "server.key"),
            *("-out", self.folder / "server.csr"),
        )
        run(
            *(openssl, "x509", "-req", "-in", self.folder / "server.csr", "-days", "2"),
            *("-CA", shared / "ca.crt", "-CAkey", self.folder / "ca.key", "-CAcreateserial"),
            *("-extfile", extensions, "-out", shared / "server.crt"),
        )
        for name in ("ca.crt", "server.crt", "server.key"):
            (shared / name).chmod(0o600 if name.endswith("key") else 0o644)
            account.hand_over(shared / name)

    def _start_pgbouncer(self) -> None:
        """In transaction mode; it takes no options of a session, and verifies the server."""
        shared = self._shared
        users = shared / "users.txt"
        lines = (f'"{role}" "{self.postgres.passwords[role]}"\n' for role in ROLES)
        users.write_text("".join(lines), encoding="utf-8")
        settings = {
            "listen_addr": DATABASE,
            "listen_port": POSTGRES_PORT,
            "unix_socket_dir": "",
            "auth_type": "scram-sha-256",
            "auth_file": users,
            "stats_users": ROLES[1],
            "pool_mode": "transaction",
            "default_pool_size": POOL,
            "max_client_conn": 500,
            "client_tls_sslmode": "require",
            "client_tls_cert_file": shared / "server.crt",
            "client_tls_key_file": shared / "server.key",
            "server_tls_sslmode": "verify-full",
            "server_tls_ca_file": shared / "ca.crt",
        }
        configuration = shared / "pgbouncer.ini"
        configuration.write_text(
            f"[databases]\n{NAME} = host=127.0.0.1 port={self.postgres.port}\n[pgbouncer]\n"
            + "".join(f"{name} = {value}\n" for name, value in settings.items()),
            encoding="utf-8",
        )
        for path in (users, configuration):
            path.chmod(0o600)
            account.hand_over(path)
        self._launch(
            "pgbouncer", account.unprivileged(self.tools.program("pgbouncer"), configuration)
        )
        self._wait(lambda: self.pooled()[1] >= 0, "pgbouncer answers")

    def _start_redis(self, address: str) -> None:
        folder = self.folder / address
        folder.mkdir()
        for name in ("server.crt", "server.key"):
            shutil.copy(self._shared / name, folder / name)
        given = {
            "port": 0,
            "tls-port": REDIS_PORT,
            "bind": address,
            "requirepass": self.password,
            "tls-cert-file": folder / "server.crt",
            "tls-key-file": folder / "server.key",
            "tls-ca-cert-file": self.authority,
            "tls-auth-clients": "no",
            "save": '""',
            "maxmemory-policy": "noeviction",
        }
        configuration = folder / "redis.conf"
        configuration.write_text("".join(f"{key} {value}\n" for key, value in given.items()))
        self._launch(address, [self.tools.program("redis-server"), str(configuration)])
        url = f"rediss://:{self.password}@{address}:{REDIS_PORT}/0?ssl_ca_certs={self.authority}"
        self._wait(lambda: bool(redis.from_url(url).ping()), "Redis answers by TLS")

    def _launch(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            self._processes.append(subprocess.Popen(command, stdout=log, stderr=log, cwd="/"))

    def _wait(self, so: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                if so():
                    return
            except (psycopg.Error, redis.RedisError) as error:
                if time.monotonic() > until:
                    logs = "\n".join(
                        path.read_text(encoding="utf-8", errors="replace")[-800:]
                        for path in self.folder.glob("*.log")
                    )
                    raise Failed(f"never came: {what}: {error}\n{logs}") from error
            time.sleep(0.1)
