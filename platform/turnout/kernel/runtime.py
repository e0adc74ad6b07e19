"""What every process of the platform needs before it does anything: built once, by its role."""

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final

from sqlalchemy import text

from turnout.kernel import clock
from turnout.kernel.adapters import Calls, Registry, load
from turnout.kernel.cache import RedisClient
from turnout.kernel.db import engine as engine_db
from turnout.kernel.db.placements import driver_of, is_distributed
from turnout.kernel.observability import logs, telemetry
from turnout.kernel.outbound import network_guard
from turnout.kernel.outbound.addresses import Rules
from turnout.kernel.outbound.circuit_breaker import Breaker
from turnout.kernel.security.crypto import KeyRing
from turnout.kernel.security.rate_limits import Limiter
from turnout.kernel.settings import Settings


@dataclass(slots=True)
class Runtime:
    """The process's own parts; modules reach them through `runtime.current()`."""

    settings: Settings
    role: str
    redis: RedisClient
    keys: KeyRing
    limiter: Limiter
    rules: Rules
    adapters: Registry
    calls: Calls
    _calls_for: dict[str, Calls] = field(default_factory=dict)

    def calls_for(self, purpose: str, *, per_connection: int = 1, per_process: int = 2) -> Calls:
        """Calls in places of their own: one purpose that is slow holds up no other."""
        found = self._calls_for.get(purpose)
        if found is None:
            made = Calls(
                Breaker(self.redis), per_connection=per_connection, per_process=per_process
            )
            found = self._calls_for.setdefault(purpose, made)
        return found


LOADED_FIRST: Final = "scim2_models"
"""It looks for each of its classes through all modules that are there: read last it takes three
seconds of processor, read first one.
"""
COMMAND: Final = "cli"
"""The role whose output is for people and scripts: its logs go to standard error."""
_current: Runtime | None = None


def start(settings: Settings, *, role: str) -> Runtime:
    """Configure logs, engines, Redis, keys, adapters; refuse a database role that is too strong."""
    global _current  # noqa: PLW0603  one runtime for the process is the point
    stream = sys.stderr if role == COMMAND else None
    logs.configure(level=settings.log_level, role=role, stream=stream)
    telemetry.configure(settings.otlp_endpoint, role=role)
    clock.shift(timedelta(seconds=settings.clock_offset_seconds))
    replica = settings.database_replica_url
    database = engine_db.configure(
        settings.database_url.get_secret_value(),
        settings.database_operator_url.get_secret_value(),
        pool_size=settings.database_pool,
        pooler=settings.database_pooler,
        distributed=settings.database_distributed,
        replica_url=replica.get_secret_value() if replica else None,
    )
    _refuse_strong_roles(database)
    _refuse_other_placement(database)
    notice = None
    if not settings.is_production:
        network_guard.install(
            [
                settings.database_url.get_secret_value(),
                *settings.redis_addresses,
                settings.broker_url.get_secret_value(),
            ]
        )
        notice = network_guard.allow
    redis = RedisClient.of(settings, notice=notice)
    _current = Runtime(
        settings=settings,
        role=role,
        redis=redis,
        keys=KeyRing.from_text(settings.master_keys.get_secret_value()),
        limiter=Limiter(redis, limits=settings.rate_limits),
        rules=Rules(loopback_hosts=frozenset(settings.loopback_hosts)),
        adapters=load(),
        calls=Calls(Breaker(redis)),
    )
    return _current


def current() -> Runtime:
    if _current is None:
        raise RuntimeError("call turnout.kernel.runtime.start first")
    return _current


def _refuse_strong_roles(database: engine_db.Database) -> None:
    """Row-level security binds only roles that are neither owner, superuser nor BYPASSRLS."""
    for engine in (database.app, database.operator):
        with engine.connect() as connection:
            strong = connection.execute(
                text(
                    "SELECT rolname FROM pg_roles WHERE rolname = current_user AND"
                    " (rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class"
                    " WHERE relowner = pg_roles.oid AND relkind = 'r'))"
                )
            ).scalar()
        if strong:
            raise RuntimeError(f"the database role {strong} could bypass row-level security")


def _refuse_other_placement(database: engine_db.Database) -> None:
    """The nodes would not learn whose rows a transaction sees, or one server would be told twice.

    Which table lies elsewhere is for readiness to say: it may be on its way.
    """
    with database.app.connect() as connection:
        is_spread = is_distributed(driver_of(connection))
    if is_spread != database.is_distributed:
        raise RuntimeError(
            "the database is spread over nodes: set TURNOUT_DATABASE_DISTRIBUTED=true"
            if is_spread
            else "TURNOUT_DATABASE_DISTRIBUTED is set, and the database is not spread over nodes:"
            " run turnout migrate --distributed"
        )


@contextmanager
def loading() -> Generator[None]:
    """Look for no garbage while modules load: what they declare stays as long as the process.

    A sixth of a role's start went to looking. What is there in the end is never looked through
    again, which processes that fork share instead of copying it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        import_module(LOADED_FIRST)
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def load_file(module: str, file: str) -> ModuleType | None:
    """Import `turnout.modules.<module>.<file>`; None where the module has no such file.

    A file that is there and fails to import raises: nothing is skipped silently.
    """
    name = f"turnout.modules.{module}.{file}"
    if find_spec(f"turnout.modules.{module}") is None or find_spec(name) is None:
        return None
    return import_module(name)
