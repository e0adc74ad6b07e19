"""Reports: what providers tell by webhooks, in any order and however often, counted once each."""

from email.utils import parseaddr
from typing import Any, Final
from uuid import UUID

import structlog

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Unavailable as TryAgain
from turnout.kernel.typed_addresses import is_mailable
from turnout.modules.connections import api as connections
from turnout.modules.mail_providers import queries
from turnout.modules.mail_providers.errors import NoReports, UntrustedReport
from turnout.modules.mail_providers.metrics import REPORTS
from turnout.modules.mail_providers.models import AttemptState
from turnout.modules.mail_providers.types import MailHistory
from turnout.modules.security_events.api import SecurityEventKind, record_in_organization
from turnout.modules.suppressions import api as suppressions
from turnout.modules.suppressions.api import SuppressionReason
from turnout_sdk.adapter import Kind
from turnout_sdk.email import Capabilities, Confirms, Reads, Report, ReportState
from turnout_sdk.errors import AdapterError, Untrusted
from turnout_sdk.time_limits import CALL_SECONDS
from turnout_sdk.webhooks import Delivery, Verifies

SUPPRESSING: Final = {
    ReportState.BOUNCED: SuppressionReason.BOUNCED,
    ReportState.COMPLAINED: SuppressionReason.COMPLAINED,
    ReportState.UNSUBSCRIBED: SuppressionReason.UNSUBSCRIBED,
}
log = structlog.get_logger(__name__)


def receive(ctx: PublicContext, connection_id: UUID, delivery: Delivery) -> None:
    """Take in what a provider tells; UntrustedReport, and nothing changed, for a forgery.

    What was told before changes nothing, and mails of others are no matter of ours.
    """
    opened = connections.open_gateway(ctx, connection_id)
    try:
        reports = _read(opened, delivery)
    except Untrusted as error:
        REPORTS.add(outcome="untrusted")
        log.warning("untrusted report", connection_id=str(connection_id), why=str(error))
        record_in_organization(
            ctx.organization_id,
            SecurityEventKind.WEBHOOK_REFUSED,
            request_id=ctx.request_id,
            details={"connection_id": connection_id},
        )
        raise UntrustedReport from error
    except AdapterError as error:
        REPORTS.add(outcome="busy")
        log.warning("report not read", connection_id=str(connection_id), why=str(error))
        raise TryAgain("This delivery cannot be checked right now.") from error
    job = system_in(ctx.organization_id, "mail_providers.receive", request_id=ctx.request_id)
    with transaction(job) as tx:
        # In one order, so that two deliveries about the same mails do not wait for each other.
        for report in sorted(reports, key=lambda each: (each.message_id, each.report_id)):
            _apply(tx, connection_id, report)


def list_history(tx: Transaction, mail_id: UUID) -> MailHistory:
    """What was tried with a mail, and what its provider told; the caller has judged who asks."""
    names = connections.list_names(tx, Kind.EMAIL)
    return MailHistory(
        attempts=queries.list_attempts(tx, mail_id, names=names),
        reports=queries.list_reports(tx, mail_id),
    )


def _read(opened: connections.Opened, delivery: Delivery) -> tuple[Report, ...]:
    """Prove a delivery and read it; a question whether more are wanted is answered."""
    port: Any = opened.port
    is_mail = isinstance(opened.capabilities, Capabilities)
    if not is_mail or not isinstance(port, Verifies) or not isinstance(port, Reads):
        raise NoReports

    def judged() -> tuple[Report, ...]:
        port.verify(delivery)
        if isinstance(port, Confirms) and port.confirm(delivery):
            return ()
        return port.read(delivery)

    where = f"{opened.connection_id}:verify"
    return runtime.current().calls.call(
        opened.adapter_key, where, judged, timeout_seconds=CALL_SECONDS
    )


def _apply(tx: Transaction, connection_id: UUID, report: Report) -> None:
    found = queries.lock_attempt(tx, connection_id, report.message_id)
    if found is None:
        REPORTS.add(outcome="foreign")
        return
    attempt_id, mail_id, state = found
    if not queries.insert_report(tx, connection_id, report, mail_id=mail_id):
        REPORTS.add(outcome="repeated")
        return
    if state != AttemptState.ACCEPTED:  # whatever was thought of it: who reports has it
        queries.end_attempt(tx, attempt_id, AttemptState.ACCEPTED)
    _suppress(tx, report)
    REPORTS.add(outcome="taken")


def _suppress(tx: Transaction, report: Report) -> None:
    """Write no more to an address that is gone, or whose owner wants no more."""
    reason = SUPPRESSING.get(report.state)
    if report.state is ReportState.BOUNCED and not report.is_permanent:
        return
    address = parseaddr(report.recipient)[1]
    if reason is not None and is_mailable(address):
        suppressions.suppress(tx, address, reason, note=report.detail)
