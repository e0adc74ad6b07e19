"""Hot statements in one network write: BEGIN, context, statement and COMMIT, by libpq's pipeline.

The driver waits for each of the four; on a local socket the trips cost more than what they ask.
What is one pipeline from its beginning to its end is a transaction without saying so.
Statements are prepared at their first use, under names of their own on each connection.
"""

import re
import select
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from time import monotonic
from typing import Any, Final

import psycopg
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.types.numeric import Int8Dumper

from turnout.kernel.db.openings import BEGIN, OPEN

MOST_STATEMENTS: Final = 200
"""Kept by one connection; further ones are planned anew each time."""
FIRST_PLANS_SECONDS: Final = 1.0
LONGEST_PLANS_SECONDS: Final = 32.0
FORGET_PLANS: Final = "DISCARD PLANS"
COMMIT: Final = "COMMIT"
READABLE_OR_WRITABLE: Final = select.POLLIN | select.POLLOUT
PLACEHOLDER: Final = re.compile(r"%(?:\((\w+)\)s|%)")

_Key = tuple[bytes, tuple[int, ...]]
"""A statement and the types of its parameters: what it is prepared for."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """A statement with its parameters, as the wire has them."""

    sql: bytes
    values: Sequence[Any] | None
    types: tuple[int, ...]
    formats: Sequence[Any] | None
    is_kept: bool = True
    """Whether it is prepared; the text of a context comes only once."""


_FORGETTING: Final = _Bound(FORGET_PLANS.encode(), None, (), None, is_kept=False)


class PlanAge:
    """When a connection makes its plans anew: a second after its first, then ever less often.

    A plan that was made while a table was small, of a statement or of a foreign key, may read all
    of it later on; the server itself notices only when it has counted the table again, a minute on.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._pause = FIRST_PLANS_SECONDS
        self._due_at = now() + self._pause

    def take_due(self) -> bool:
        """Whether it is time; the next time is twice as far, up to half a minute."""
        now = self._now()
        if now < self._due_at:
            return False
        self._pause = min(2 * self._pause, LONGEST_PLANS_SECONDS)
        self._due_at = now + self._pause
        return True


class Pipeline:
    """One driver's connection, asked in pipelines; nobody else uses it at the same time."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.plan_age = PlanAge()
        self._connection = connection
        self._pgconn = connection.pgconn
        self._encoding = connection.info.encoding
        self._transformer = Transformer(_Adaptation(connection))
        self._named: dict[_Key, bytes] = {}
        self._forgotten: list[bytes] = []
        self._numbers = count(1)
        self._waiting = select.poll()
        self._waiting.register(self._pgconn.socket, select.POLLIN)

    def is_stale(self) -> bool:
        """Whether the server has closed the connection while it was idle."""
        self._waiting.modify(self._pgconn.socket, select.POLLIN)
        try:
            while self._waiting.poll(0):  # why it was closed comes before the end
                self._pgconn.consume_input()
        except psycopg.OperationalError:
            return True
        return self._pgconn.status != psycopg.pq.ConnStatus.OK

    @property
    def is_in_transaction(self) -> bool:
        return self._pgconn.transaction_status != TransactionStatus.IDLE

    def forget(self) -> None:
        """Prepare everything anew: the driver drops what is prepared when it sees a ROLLBACK."""
        self._forgotten += self._named.values()
        self._named.clear()

    def roll_back(self) -> None:
        """End what is open without its effect; what is prepared stays."""
        status = self._pgconn.transaction_status
        if status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
            self._pgconn.exec_(b"ROLLBACK")
        elif status != TransactionStatus.IDLE:
            self._connection.close()

    def ask(
        self,
        text: str,
        parameters: Mapping[str, Any],
        *,
        opening: Mapping[str, str] | Sequence[str] | None = None,
        commit: bool = False,
    ) -> list[tuple[Any, ...]]:
        """The rows of a statement, after BEGIN and its context, before COMMIT, as asked.

        Raises what the driver would raise; nothing is committed then, and whoever began rolls
        back. Only a connection that is lost together with a COMMIT leaves open which it was.
        """
        batch = [*self._opening(opening, commit=commit), self._bind(text, parameters)]
        if opening is not None and self.plan_age.take_due():
            batch.insert(0, _FORGETTING)
        place = len(batch) - 1
        if commit and not isinstance(opening, Mapping):
            batch.append(self._bind(COMMIT, {}))
        return self._rows(self._answered(batch)[place])

    def open(self, opening: Sequence[str]) -> None:
        """Send BEGIN and the statements that follow it, in one network write.

        What is planned anew is said by itself: before a BEGIN that says how isolated its
        transaction is there must be nothing.
        """
        if self.plan_age.take_due():
            self._answered([_FORGETTING])
        self._answered(self._opening(opening, commit=False))

    def _opening(
        self, opening: Mapping[str, str] | Sequence[str] | None, *, commit: bool
    ) -> list[_Bound]:
        """What goes before the first statement; values of `OPEN`, or statements as they are.

        BEGIN is kept in either case: where all that was prepared is gone, it is the first to say.
        """
        if opening is None:
            return []
        if isinstance(opening, Mapping):
            batch = [self._bind(OPEN, opening)]
            if not commit:
                batch.insert(0, self._bind(BEGIN, {}))
        else:
            batch = [
                _Bound(each.encode(), None, (), None, is_kept=each == BEGIN) for each in opening
            ]
        return batch

    def _answered(self, batch: Sequence[_Bound]) -> list[PGresult]:
        """Send it all; the answers, or what the first that failed raises."""
        try:
            answers = self._send(batch)
        except psycopg.Error:
            raise
        except BaseException:
            self._connection.close()  # nobody knows what is under way on it
            raise
        failed = next((each for each in answers if each.status == ExecStatus.FATAL_ERROR), None)
        if failed is not None:
            raise error_from_result(failed, self._encoding)
        return answers

    def _bind(self, text: str, parameters: Mapping[str, Any]) -> _Bound:
        sql, order = _compiled(text)
        if not order:
            return _Bound(sql, None, (), None)
        values = self._transformer.dump_sequence(
            [parameters[name] for name in order], [PyFormat.AUTO] * len(order)
        )
        return _Bound(sql, values, self._transformer.types or (), self._transformer.formats)

    def _send(self, batch: Sequence[_Bound]) -> list[PGresult]:
        """Send it all, and wait for it all: the answer of each statement, in its order."""
        queued: list[_Key | None] = []
        self._pgconn.enter_pipeline_mode()
        try:
            for name in self._forgotten:
                self._pgconn.send_close_prepared(name)
            closed = len(self._forgotten)
            self._forgotten.clear()
            for each in batch:
                queued += self._queue(each)
            self._pgconn.pipeline_sync()
            found = self._answers()
        finally:
            if self._pgconn.status == psycopg.pq.ConnStatus.OK:
                self._pgconn.exit_pipeline_mode()
        answers: list[PGresult] = []
        answered = found[closed:]
        if len(answered) > len(queued):  # the commit at the pipeline's end was refused
            answers.append(answered.pop())
        for key, answer in zip(queued, answered, strict=True):
            if key is None:
                answers.append(answer)
            elif answer.status != ExecStatus.COMMAND_OK:
                del self._named[key]
                answers.append(answer)
        return answers

    def _queue(self, each: _Bound) -> list["_Key | None"]:
        """Queue a statement, prepared before if it is new here: what each answer will be for."""
        key = (each.sql, each.types)
        name = self._named.get(key)
        queued: list[_Key | None] = [None]
        if name is None and (not each.is_kept or len(self._named) >= MOST_STATEMENTS):
            self._pgconn.send_query_params(each.sql, each.values, each.types, each.formats)
            return queued
        if name is None:
            name = self._named[key] = b"turnout_%d" % next(self._numbers)
            self._pgconn.send_prepare(name, each.sql, each.types or None)
            queued.insert(0, key)
        self._pgconn.send_query_prepared(name, each.values, each.formats)
        return queued

    def _answers(self) -> list[PGresult]:
        pgconn, found = self._pgconn, list[PGresult]()
        while True:
            unsent = pgconn.flush()
            self._waiting.modify(pgconn.socket, READABLE_OR_WRITABLE if unsent else select.POLLIN)
            self._waiting.poll()
            pgconn.consume_input()
            while not pgconn.is_busy():
                answer = pgconn.get_result()
                if answer is None:
                    continue  # the end of one statement's answers
                if answer.status == ExecStatus.PIPELINE_SYNC:
                    return found
                found.append(answer)

    def _rows(self, answer: PGresult) -> list[tuple[Any, ...]]:
        if not answer.nfields:
            return []
        self._transformer.set_pgresult(answer)
        return self._transformer.load_rows(0, answer.ntuples, tuple)


class _Adaptation:
    """The driver's ways with types; whole numbers are `bigint`, so that few plans are kept."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.adapters = AdaptersMap(connection.adapters)
        self.adapters.register_dumper(int, Int8Dumper)


@cache
def _compiled(text: str) -> tuple[bytes, tuple[str, ...]]:
    """A text with the server's placeholders, and the names of its parameters in their order."""
    order: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        name = found[1]
        return "%" if name is None else f"${order.setdefault(name, len(order) + 1)}"

    sql = PLACEHOLDER.sub(numbered, text)
    return sql.encode(), tuple(order)
