"""One use case, one transaction, one organization (or person, or named job)."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Final, TypeVar, overload
from uuid import UUID

import msgspec
import psycopg
from sqlalchemy import Connection, Executable
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from turnout.kernel import clock
from turnout.kernel.context import Context, OrganizationContext, PersonContext, SystemContext
from turnout.kernel.db.driver import row_into
from turnout.kernel.db.engine import Base, TenantRow, database
from turnout.kernel.db.link import Link
from turnout.kernel.db.node_texts import for_nodes
from turnout.kernel.db.openings import set_local
from turnout.kernel.errors import RowsMoved
from turnout.kernel.hooks import Hook
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.facts import Fact, encode
from turnout.kernel.observability import telemetry

R = TypeVar("R")
_open: ContextVar["Transaction | None"] = ContextVar("open_transaction", default=None)
_claimed: ContextVar[set[tuple[str, UUID]] | None] = ContextVar("claimed_causes", default=None)

CLAIM_CAUSE = """
    INSERT INTO handled_facts (organization_id, id, handler, handled_at)
    VALUES (%(organization_id)s, %(id)s, %(handler)s, %(at)s) ON CONFLICT DO NOTHING
"""
RECORD_FACT = """
    INSERT INTO outbox (organization_id, id, name, payload, actor, request_id, recorded_at,
        traceparent)
    VALUES (%(organization_id)s, %(id)s, %(name)s, %(payload)s, %(actor)s, %(request_id)s, %(at)s,
        %(traceparent)s)
"""

BEHIND = """
    SELECT CASE WHEN pg_is_in_recovery() THEN now() - coalesce(pg_last_xact_replay_timestamp(),
        (SELECT checkpoint_time FROM pg_control_checkpoint())) ELSE interval '0' END
"""
"""How far a replica is behind, at most: while it follows, something is written every few seconds,
and before it has seen the first of that its last checkpoint counts."""

ANNOUNCED: Hook[Callable[["Transaction", Fact], None]] = Hook()
"""Told of every fact that a transaction announces, while it is open."""
observer: Callable[[str], None] | None = None
"""Told of every statement sent, for query counters; None outside of tests and benchmarks."""


MOVED: Final = ("could not find valid entry for shard", "A concurrent shard split")
MOVED_AS: Final = (psycopg.errors.InternalError_, psycopg.errors.SerializationFailure)
"""What Citus says, and as which errors, to a statement that has waited for a shard to be split."""


class AlreadyHandled(Exception):
    """This reaction happened before; nothing was done again."""


class Transaction:
    """What a use case may do while its transaction is open.

    `session` is for the back office, `query` sends constant SQL on the driver's own cursor, and
    `ask` is for hot paths. All see the rows of the context and nothing else.
    """

    __slots__ = ("_facts", "_link", "_session", "after_commit", "ctx", "now")

    def __init__(self, ctx: Context, link: Link) -> None:
        self.ctx = ctx
        self._link = link
        self.now: datetime = clock.now()
        self.after_commit: list[Callable[[], None]] = []
        self._session: Session | None = None
        self._facts: list[tuple[UUID, Fact]] = []

    @property
    def connection(self) -> Connection:
        """The connection, on which the transaction has begun."""
        return self._link.begun()

    @property
    def organization_id(self) -> UUID:
        if isinstance(self.ctx, PersonContext | SystemContext):
            raise TypeError("this context has no organization")
        return self.ctx.organization_id

    def here(self, **values: Any) -> dict[str, Any]:
        """The parameters of a statement about this organization, at this instant."""
        return {"organization_id": self.organization_id, "now": self.now, **values}

    @property
    def session(self) -> Session:
        if self._session is None:
            self._session = Session(self.connection, expire_on_commit=False, autoflush=True)
        return self._session

    def add(self, row: Base) -> None:
        """Write a row at the next flush; organization and id are filled in when missing."""
        if isinstance(row, TenantRow) and row.organization_id is None:
            row.organization_id = self.organization_id
        if getattr(row, "id", self) is None:
            row.id = new_id()  # type: ignore[attr-defined]  # every table of ours has an id
        self.session.add(row)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part that is taken back alone when it raises; the transaction goes on."""
        try:
            with self.session.begin_nested():
                self.session.connection()  # without it the database hears of it at the next flush
                yield
        except BaseException:
            self._link.forget_statements()
            raise

    def flush(self) -> None:
        if self._session is not None:
            self._session.flush()

    def execute(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> CursorResult[Any]:
        self.flush()
        if observer is not None:
            observer(str(statement))
        return self.connection.execute(statement, parameters)

    @overload
    def query(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        is_planned_anew: bool = False,
    ) -> list[Any]: ...

    @overload
    def query(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        into: Callable[..., R],
        is_planned_anew: bool = False,
    ) -> list[R]: ...

    def query(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        into: Callable[..., Any] | None = None,
        is_planned_anew: bool = False,
    ) -> list[Any]:
        """Send constant SQL (psycopg placeholders), prepared by the driver.

        Rows come back as tuples, or as `into(**columns)`: a frozen value, its fields by name. What
        is asked often is planned once for any values; with `is_planned_anew` each time for its own,
        where which plan is good depends on them.
        """
        self.flush()
        if observer is not None:
            observer(text)
        with self._cursor() as cursor:
            if into is not None:
                cursor.row_factory = row_into(into)
            prepare = False if is_planned_anew else None
            cursor.execute(self._as_sent(text), parameters, prepare=prepare)
            if text.startswith("ROLLBACK"):
                self._link.forget_statements()
            answered = cursor.pgresult is not None and cursor.pgresult.nfields > 0
            return list(cursor.fetchall()) if answered else []

    def ask(
        self, text: str, parameters: Mapping[str, Any], *, is_last: bool = False
    ) -> list[tuple[Any, ...]]:
        """Send a hot path's constant SQL, prepared at once; its rows.

        The first one goes out together with BEGIN and the context, one that `is_last` together
        with COMMIT: what is asked or announced after it is a transaction of its own, and an
        error raised after it takes nothing back. Whole numbers are sent as `bigint`.
        """
        if is_last:
            self.finish()  # what was announced so far belongs to this commit
        self.flush()
        if observer is not None:
            observer(text)
        return self._link.ask(self._as_sent(text), parameters, is_last=is_last)

    def tell(self, setting: str, text: str, parameters: Mapping[str, Any]) -> None:
        """Have row policies on every node know the ids that a statement answers, until the commit.

        On one server nothing is asked: its policies look themselves.
        """
        if database().is_distributed:
            ids = ",".join(str(found) for (found,) in self.query(text, parameters))
            self.query(set_local(setting, f"{{{ids}}}"))

    def execute_many(self, text: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """Send one statement for many rows in one batch; the number of rows changed."""
        self.flush()
        if observer is not None:
            observer(text)
        with self._cursor() as cursor:
            cursor.executemany(self._as_sent(text), rows)
            return int(cursor.rowcount)

    def publish(self, fact: Fact) -> UUID:
        """Announce a fact with this commit; its id."""
        fact_id = new_id()
        self._facts.append((fact_id, fact))
        for tell in ANNOUNCED:
            tell(self, fact)
        return fact_id

    def finish(self) -> None:
        self.flush()
        rows = [self._outbox_row(fact_id, fact) for fact_id, fact in self._facts]
        self._facts.clear()
        if len(rows) == 1:
            self.query(RECORD_FACT, rows[0])
        elif rows:
            self.execute_many(RECORD_FACT, rows)

    def _outbox_row(self, fact_id: UUID, fact: Fact) -> dict[str, Any]:
        return {
            "organization_id": self.organization_id,
            "id": fact_id,
            "name": fact.name,
            "payload": encode(fact).decode(),
            "actor": str(self.ctx.actor),
            "request_id": self.ctx.request_id,
            "at": self.now,
            "traceparent": telemetry.traceparent(),
        }

    def _as_sent(self, text: str) -> str:
        return for_nodes(text) if database().is_distributed else text

    def _cursor(self) -> Any:
        return self.connection.connection.driver_connection.cursor()  # type: ignore[union-attr]

    def claim_cause(self, cause: tuple[str, UUID]) -> None:
        with self._cursor() as cursor:
            cursor.execute(
                CLAIM_CAUSE,
                {
                    "organization_id": self.organization_id,
                    "id": cause[1],
                    "handler": cause[0],
                    "at": self.now,
                },
            )
            if cursor.rowcount == 0:
                raise AlreadyHandled(cause[0])


@contextmanager
def transaction(ctx: Context, *, limits: Mapping[str, str] | None = None) -> Generator[Transaction]:
    """Open, hand out, commit; roll everything back when the block raises.

    A function that takes `ctx` owns its transaction, one that takes `tx` joins its caller's;
    nesting raises. A reaction (`ctx.cause`) whose fact was handled before raises
    AlreadyHandled before anything else happens. The database hears of it with the first
    statement, and of `limits`: what its server may do otherwise than always, by setting.
    """
    with _opened(ctx, is_report=False, limits=limits) as tx:
        yield tx


@contextmanager
def report_transaction(ctx: Context) -> Generator[Transaction]:
    """The same for a report: it reads only, on connections that sell nothing.

    Where there is a replica, it is asked, and `now` is the instant up to which it knows.
    """
    with _opened(ctx, is_report=True) as tx:
        yield tx


@contextmanager
def _opened(
    ctx: Context, *, is_report: bool, limits: Mapping[str, str] | None = None
) -> Generator[Transaction]:
    if _open.get() is not None:
        raise RuntimeError("a transaction is open: pass tx instead of ctx")
    link = Link(ctx, is_report=is_report, limits=limits)
    tx = Transaction(ctx, link)
    token = _open.set(tx)
    try:
        if isinstance(ctx, OrganizationContext) and ctx.cause is not None:
            tx.claim_cause(ctx.cause)
        if link.is_of_replica():
            [(behind,)] = tx.query(BEHIND)
            tx.now -= behind
        yield tx
        tx.finish()
        link.commit()
        _note_claim(ctx)
    except BaseException as error:
        link.roll_back()
        if _says_moved(error):
            raise RowsMoved from error
        raise
    finally:
        _open.reset(token)
        if tx._session is not None:  # noqa: SLF001  its own class
            tx._session.close()  # noqa: SLF001
        link.close()
    for callback in tx.after_commit:
        callback()


@contextmanager
def noting_claims() -> Generator[set[tuple[str, UUID]]]:
    """Collect the causes that transactions inside have claimed and committed."""
    claimed: set[tuple[str, UUID]] = set()
    token = _claimed.set(claimed)
    try:
        yield claimed
    finally:
        _claimed.reset(token)


def _note_claim(ctx: Context) -> None:
    claimed = _claimed.get()
    if claimed is not None and isinstance(ctx, OrganizationContext) and ctx.cause is not None:
        claimed.add(ctx.cause)


class _Rehearsed(Exception):
    """Rolls a rehearsal back."""


def rehearse(ctx: Context, work: Callable[[Transaction], R]) -> R:
    """What the work comes to, done in a transaction that is rolled back: nothing is written.

    Locks are taken as the work takes them; what should follow the commit does not happen.
    """
    came_to: list[R] = []
    with suppress(_Rehearsed), transaction(ctx) as tx:
        came_to.append(work(tx))
        raise _Rehearsed
    return came_to[0]


def is_open() -> bool:
    return _open.get() is not None


def require_no_transaction() -> None:
    """The network waits for no row lock: every outbound client asks this first."""
    if is_open():
        raise RuntimeError("network call inside a transaction")


def is_disconnect(error: Exception) -> bool:
    """Whether an error says that the database is away, or the connection closed, or rows moved."""
    return isinstance(error, psycopg.OperationalError | OperationalError | RowsMoved)


def _says_moved(error: BaseException) -> bool:
    """Whether a statement waited for its shard, which is another's or cut into others by now."""
    said = getattr(error, "orig", error)
    return isinstance(said, MOVED_AS) and any(each in str(said) for each in MOVED)


def is_lost(error: Exception) -> bool:
    """Whether the database is away: an error that the server did not say, but its silence."""
    said = error.orig if isinstance(error, OperationalError) else error
    return isinstance(error, PoolTimeout) or (
        isinstance(said, psycopg.OperationalError) and said.sqlstate is None
    )


def as_json(value: Any) -> str:
    """JSON text for a `jsonb` parameter of `query`."""
    return msgspec.json.encode(value).decode()
