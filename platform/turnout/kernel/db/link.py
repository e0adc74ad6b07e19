"""A transaction's hold on a connection: taken, begun, asked, ended, given back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import psycopg
from sqlalchemy import Connection

from turnout.kernel.context import Context, SystemContext
from turnout.kernel.db import openings
from turnout.kernel.db.engine import REPORT_LIMITS, database
from turnout.kernel.db.idle_connections import IdleConnections
from turnout.kernel.db.pipeline import FORGET_PLANS, Pipeline
from turnout.kernel.db.report_connections import ReportConnections

R = TypeVar("R")
PIPELINE: Final = "turnout.pipeline"


class Link:
    """A transaction's hold on a connection of the pool: it begins with the first statement.

    A connection that went stale in the pool is replaced once, before anything was written.
    """

    __slots__ = ("_connection", "_ctx", "_idle", "_is_open", "_is_report", "_limits")

    def __init__(
        self, ctx: Context, *, is_report: bool = False, limits: Mapping[str, str] | None = None
    ) -> None:
        """`limits` are settings of the server's, for as long as the transaction is open."""
        self._ctx, self._is_report = ctx, is_report
        self._limits = {**(REPORT_LIMITS if is_report else {}), **(limits or {})}
        self._idle = _connections_for(ctx, is_report=is_report)
        self._connection: Connection | None = self._idle.take()
        self._is_open = False

    def is_of_replica(self) -> bool:
        if not self._is_report or self._connection is None:
            return False
        return database().reports.is_of_replica(self._connection)

    def begun(self) -> Connection:
        """The connection with BEGIN and the context sent, in one network write."""
        if not self._is_open:
            self._retried(self._begin)
        assert self._connection is not None  # noqa: S101  it was just asked
        return self._connection

    def ask(
        self, text: str, parameters: Mapping[str, Any], *, is_last: bool
    ) -> list[tuple[Any, ...]]:
        if database().is_pooled or self._limits:
            rows = self._ask_plainly(text, parameters)
            if is_last:
                self.commit()
            return rows
        if self._is_open:
            rows = self._pipeline().ask(text, parameters, commit=is_last)
        else:
            opening = self._opening()
            if self._pipeline().is_stale():
                self._replace()

            def send() -> list[tuple[Any, ...]]:
                return self._pipeline().ask(text, parameters, opening=opening, commit=is_last)

            rows = self._retried(send, is_repeatable=not is_last)
        self._is_open = not is_last
        return rows

    def commit(self) -> None:
        if self._is_open:
            self._driver().commit()
            self._is_open = False

    def roll_back(self) -> None:
        """Take back what is open; a connection that is lost has nothing open."""
        if not self._is_lost():
            if self._is_open and not self._pipeline().is_in_transaction:
                self.forget_statements()  # the driver has rolled back by itself
            self._pipeline().roll_back()

    def forget_statements(self) -> None:
        """Have hot statements prepared anew, after the driver dropped what was prepared."""
        if not self._is_lost():
            self._pipeline().forget()

    def close(self) -> None:
        found = self._connection
        if found is not None:
            self._idle.give_back(found, is_clean=self._is_clean(found))

    def _is_clean(self, found: Connection) -> bool:
        """Whether nothing is under way, nor does the library believe that something is."""
        return not (
            self._is_open
            or found.invalidated
            or found.in_transaction()
            or self._driver().closed
            or self._pipeline().is_in_transaction
        )

    def _is_lost(self) -> bool:
        """Whether nothing is there any more: the library asks for no driver's connection then."""
        found = self._connection
        return found is None or found.invalidated or self._driver().closed

    def _begin(self) -> None:
        limits = {**database().timeouts, **self._limits}
        if database().is_distributed:
            self._pipeline().open(openings.as_statements(self._ctx, limits))
        else:
            if self._pipeline().plan_age.take_due():
                self._driver().execute(FORGET_PLANS)  # by itself: BEGIN stands first in its text
            self._driver().execute(openings.as_one_text(self._ctx, limits))
        self._is_open = True

    def _opening(self) -> Mapping[str, str] | Sequence[str]:
        """What the pipeline sends before a hot statement."""
        if database().is_distributed:
            return openings.as_statements(self._ctx, database().timeouts)
        return openings.settings_of(self._ctx)

    def _ask_plainly(self, text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        self.begun()
        with self._driver().cursor() as cursor:
            cursor.execute(text, parameters)
            return list(cursor.fetchall()) if cursor.description else []

    def _retried(self, send: Callable[[], R], *, is_repeatable: bool = True) -> R:
        """Send the first statement; once more if the connection was stale, or unprepared.

        Of one that was to be committed as well, a lost connection does not say whether it was.
        """
        try:
            return send()
        except Exception as error:
            if isinstance(error, psycopg.errors.InvalidSqlStatementName):
                self._pipeline().roll_back()
                self._pipeline().forget()
            elif is_repeatable and self._driver().closed:
                self._replace()
            else:
                raise
            return send()

    def _replace(self) -> None:
        """Take one that the server has not closed; the pool may have others that it has."""
        stale, self._connection = self._connection, None
        while stale is not None:
            self._connection = self._idle.replace(stale)
            stale = self._connection if self._pipeline().is_stale() else None

    def _driver(self) -> Any:
        assert self._connection is not None  # noqa: S101  it is connected until it is closed
        return self._connection.connection.driver_connection

    def _pipeline(self) -> Pipeline:
        """What asks this connection; it stays with the driver's connection in the pool."""
        assert self._connection is not None  # noqa: S101  it is connected until it is closed
        kept = self._connection.connection.info
        found: Pipeline | None = kept.get(PIPELINE)
        if found is None:
            found = kept[PIPELINE] = Pipeline(self._driver())
        return found


def _connections_for(ctx: Context, *, is_report: bool) -> IdleConnections | ReportConnections:
    known = database()
    if is_report:
        return known.reports
    return known.idle_of_operator if isinstance(ctx, SystemContext) else known.idle_of_app
