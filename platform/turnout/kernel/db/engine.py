"""The one metadata, the columns every tenant row has, and the engines of a process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    DateTime,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    create_engine,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from turnout.kernel.db.driver import read_json
from turnout.kernel.db.idle_connections import IdleConnections
from turnout.kernel.db.report_connections import ReportConnections

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy's own declaration
        UUID: Uuid(),
        datetime: DateTime(timezone=True),
        str: Text(),
        int: BigInteger(),
        bytes: LargeBinary(),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
        list[str]: JSONB(),
    }


class TenantRow(Base):
    """A row of one organization: sealed off by row-level security, keyed by both columns."""

    __abstract__ = True
    organization_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)


class PlatformRow(Base):
    """A row that belongs to no organization."""

    __abstract__ = True
    id: Mapped[UUID] = mapped_column(primary_key=True)


@dataclass(slots=True)
class Database:
    """The engines of this process: `app` for organizations, `operator` for named jobs.

    The driver runs in autocommit: BEGIN and the context go out in one write (tx.py), COMMIT
    ends it. Pools are bounded; a caller waits at most `pool_timeout` seconds for a connection.
    """

    app: Engine
    operator: Engine
    reports: ReportConnections
    """For what reads much: fewer than sell, and of the replica where there is one."""
    timeouts: Mapping[str, str] = field(default_factory=dict)
    """What `BEGIN` sets besides the context; empty where the connection itself carries it."""
    is_pooled: bool = False
    """Whether a pooler in transaction mode stands before the server: nothing is prepared."""
    is_distributed: bool = False
    """Whether tables are spread over nodes, which are told the context by SET LOCAL."""
    idle_of_app: IdleConnections = field(init=False)
    idle_of_operator: IdleConnections = field(init=False)

    def __post_init__(self) -> None:
        self.idle_of_app = IdleConnections(self.app)
        self.idle_of_operator = IdleConnections(self.operator)

    def dispose(self) -> None:
        self.idle_of_app.close()
        self.idle_of_operator.close()
        self.reports.close()
        self.app.dispose()
        self.operator.dispose()


_database: Database | None = None


def sqlalchemy_url(url: str) -> str:
    """`postgresql://…` as operators write it, with the driver that we use."""
    return "postgresql+psycopg://" + url.split("://", 1)[1]


TIMEOUTS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
REPORT_LIMITS = {
    "transaction_read_only": "on",
    "statement_timeout": "20s",
    "work_mem": "64MB",
    "max_parallel_workers_per_gather": "0",
}
"""What a report's transaction may: it writes nothing, sorts more in memory than others do, and
takes one processor of those that sell."""
REPORT_POOL = 2
"""Reports at once in a process; the next one waits for a place as long as others do."""


def make_engine(
    url: str, *, pool_size: int, pool_timeout_seconds: float = 5.0, pooler: bool = False
) -> Engine:
    """Make an engine; behind a pooler in transaction mode sessions carry nothing of their own."""
    options = " ".join(f"-c {name}={value}" for name, value in TIMEOUTS.items())
    return create_engine(
        sqlalchemy_url(url),
        isolation_level="AUTOCOMMIT",
        json_deserializer=read_json,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=pool_timeout_seconds,
        pool_use_lifo=True,
        connect_args={
            "connect_timeout": 5,
            **({"prepare_threshold": None} if pooler else {"options": options}),
        },
    )


def configure(
    app_url: str,
    operator_url: str,
    *,
    pool_size: int,
    pooler: bool = False,
    distributed: bool = False,
    replica_url: str | None = None,
) -> Database:
    """Make this process's engines; called once by each role at its start (after any fork).

    With `pooler` the addresses lead to a pooler in transaction mode: nothing is prepared, and
    time-outs are set with each transaction, as another one gets the server's connection next.
    Nothing connects before it is asked for something.
    """
    global _database  # noqa: PLW0603  one pool for the process is the point
    if _database is not None:
        _database.dispose()
    _database = Database(
        app=make_engine(app_url, pool_size=pool_size, pooler=pooler),
        operator=make_engine(operator_url, pool_size=max(2, pool_size // 2), pooler=pooler),
        reports=ReportConnections(
            make_engine(app_url, pool_size=REPORT_POOL, pooler=pooler),
            make_engine(replica_url, pool_size=REPORT_POOL, pooler=pooler) if replica_url else None,
        ),
        timeouts=TIMEOUTS if pooler else {},
        is_pooled=pooler,
        is_distributed=distributed,
    )
    return _database


def database() -> Database:
    if _database is None:
        raise RuntimeError("call turnout.kernel.db.configure first")
    return _database
