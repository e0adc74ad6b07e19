"""Provider reports and bank statements, read through adapters with concurrency of their own.

A report takes minutes where a payment takes seconds: it must not occupy the payment's place.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.adapters import Calls
from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import FieldError, Unavailable
from turnout.modules.connections import api as connections
from turnout.modules.reconciliation.errors import NoReports, NoStatements, UnreadableStatement
from turnout_sdk.adapter import Kind
from turnout_sdk.errors import AdapterError, Declined
from turnout_sdk.settlements import Reports, Settlement
from turnout_sdk.statements import StatementLine, Statements
from turnout_sdk.time_limits import call_seconds

T = TypeVar("T")
READING_SECONDS: Final = call_seconds(Kind.PAYMENTS, "read_statement")
REPORT_SECONDS: Final = call_seconds(Kind.PAYMENTS, "settlements")
MOST_MINOR: Final = 10**15


def open_statements(ctx: OrganizationContext, connection_id: UUID) -> Statements:
    """The connection's reader of statements, or NoStatements; reading asks nobody."""
    port = connections.open_gateway(ctx, connection_id).port
    if not isinstance(port, Statements):
        raise NoStatements
    return port


def read_statement(
    ctx: OrganizationContext, connection_id: UUID, content: bytes
) -> Sequence[StatementLine]:
    """The lines of a file that move money; UnreadableStatement says where it cannot be read."""
    opened = connections.open_gateway(ctx, connection_id)
    port = opened.port
    if not isinstance(port, Statements):
        raise NoStatements
    try:
        lines = _call(opened, lambda: port.read_statement(content), seconds=READING_SECONDS)
    except Declined as error:
        raise UnreadableStatement(FieldError("", error.message)) from error
    except AdapterError as error:
        raise Unavailable("This statement cannot be read right now.") from error
    if any(abs(each.amount.minor) > MOST_MINOR for each in lines):
        raise UnreadableStatement(FieldError("", "An amount of this statement is no amount."))
    return [each for each in lines if each.amount.minor]


def read_report(
    ctx: OrganizationContext, connection_id: UUID, *, since: datetime, until: datetime
) -> list[Settlement]:
    """Read the provider's settlements of a period; AdapterError when it cannot answer now."""
    opened = connections.open_gateway(ctx, connection_id)
    port = opened.port
    if not isinstance(port, Reports):
        raise NoReports
    return _call(opened, lambda: list(port.settlements(since, until)), seconds=REPORT_SECONDS)


def has_reports(ctx: OrganizationContext, connection_id: UUID) -> bool:
    opened = connections.open_gateway(ctx, connection_id)
    return bool(opened.capabilities.payouts) and isinstance(opened.port, Reports)


def _call(opened: connections.Opened, function: Callable[[], T], *, seconds: float) -> T:
    subject = f"{opened.connection_id}:books"
    return _places().call(opened.adapter_key, subject, function, timeout_seconds=seconds)


def _places() -> Calls:
    return runtime.current().calls_for("books")
