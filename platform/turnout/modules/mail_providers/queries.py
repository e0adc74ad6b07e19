"""Every statement of attempts and reports."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.mail_providers import rules
from turnout.modules.mail_providers.models import AttemptState
from turnout.modules.mail_providers.types import Attempt, MailAttempt, MailReport
from turnout_sdk.email import Report

LAST: Final = """
    SELECT id, connection_id, state, provider_ref, started_at FROM mail_attempts
    WHERE organization_id = %(organization_id)s AND mail_id = %(mail_id)s
    ORDER BY (state = 'accepted') DESC, id DESC LIMIT 1
"""
"""An attempt that was accepted says more than a later one."""
INSERT: Final = """
    INSERT INTO mail_attempts (organization_id, id, mail_id, message_id, connection_id, state,
        reason, provider_ref, sender_domain, started_at)
    VALUES (%(organization_id)s, %(id)s, %(mail_id)s, %(message_id)s, %(connection_id)s,
        'started', '', '', %(sender_domain)s, %(now)s)
"""
END: Final = """
    UPDATE mail_attempts SET state = %(state)s, reason = %(reason)s,
        provider_ref = %(provider_ref)s, ended_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state <> 'accepted'
"""
HEARD: Final = """
    SELECT EXISTS (SELECT FROM mail_reports
        WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s)
"""
ABOUT: Final = """
    SELECT id, mail_id, state FROM mail_attempts
    WHERE organization_id = %(organization_id)s AND connection_id = %(connection_id)s
        AND message_id = %(message_id)s
    ORDER BY id DESC LIMIT 1 FOR UPDATE
"""
INSERT_REPORT: Final = """
    INSERT INTO mail_reports (organization_id, id, mail_id, connection_id, report_id, proof,
        state, is_permanent, detail, occurred_at, received_at)
    VALUES (%(organization_id)s, %(id)s, %(mail_id)s, %(connection_id)s, %(report_id)s,
        %(proof)s, %(state)s, %(is_permanent)s, %(detail)s, %(occurred_at)s, %(now)s)
    ON CONFLICT DO NOTHING RETURNING id
"""
ATTEMPTS: Final = """
    SELECT connection_id, state, reason, started_at, ended_at FROM mail_attempts
    WHERE organization_id = %(organization_id)s AND mail_id = %(mail_id)s ORDER BY id
"""
REPORTS: Final = """
    SELECT state, is_permanent, detail, occurred_at FROM mail_reports
    WHERE organization_id = %(organization_id)s AND mail_id = %(mail_id)s
    ORDER BY occurred_at, id
"""


GRAVEST: Final = """
    SELECT DISTINCT ON (mail_id) mail_id, state, occurred_at FROM mail_reports
    WHERE organization_id = %(organization_id)s AND mail_id = ANY(%(ids)s)
    ORDER BY mail_id, array_position(%(gravity)s, state) DESC, occurred_at
"""


def list_gravest(tx: Transaction, mail_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The gravest `report` of each mail and since when (`reported_at`), in whatever order told."""
    if not mail_ids:
        return {}
    found = tx.query(GRAVEST, tx.here(ids=list(mail_ids), gravity=list(rules.GRAVITY)))
    return {mail_id: {"report": state, "reported_at": at} for mail_id, state, at in found}


def find_last_attempt(tx: Transaction, mail_id: UUID) -> Attempt | None:
    """The attempt that was accepted, else the latest; None for a mail that was never tried."""
    return next(iter(tx.query(LAST, tx.here(mail_id=mail_id), into=Attempt)), None)


def insert_attempt(
    tx: Transaction, connection_id: UUID, *, mail_id: UUID, message_id: str, sender_domain: str
) -> UUID:
    attempt_id = new_id()
    said = {
        "mail_id": mail_id,
        "message_id": message_id,
        "connection_id": connection_id,
        "sender_domain": sender_domain,
    }
    tx.query(INSERT, tx.here(id=attempt_id, **said))
    return attempt_id


def end_attempt(
    tx: Transaction,
    attempt_id: UUID,
    state: AttemptState,
    *,
    reason: str = "",
    provider_ref: str = "",
) -> None:
    """Write down how an attempt ended; that it was accepted stays true."""
    said = {"state": state.value, "reason": reason, "provider_ref": provider_ref}
    tx.query(END, tx.here(id=attempt_id, **said))


def has_reports(tx: Transaction, connection_id: UUID) -> bool:
    """Whether the provider of a connection ever told what became of a mail."""
    [(found,)] = tx.query(HEARD, tx.here(connection_id=connection_id))
    return bool(found)


def lock_attempt(
    tx: Transaction, connection_id: UUID, message_id: str
) -> tuple[UUID, UUID, str] | None:
    """The latest attempt with a mail through a connection: its id, the mail's, its state."""
    where = tx.here(connection_id=connection_id, message_id=message_id)
    return next(iter(tx.query(ABOUT, where)), None)


def insert_report(tx: Transaction, connection_id: UUID, report: Report, *, mail_id: UUID) -> bool:
    """False where it was told before."""
    said: dict[str, Any] = {
        "mail_id": mail_id,
        "connection_id": connection_id,
        "report_id": report.report_id,
        "proof": report.proof,
        "state": report.state.value,
        "is_permanent": report.is_permanent,
        "detail": report.detail,
        "occurred_at": report.occurred_at,
    }
    return bool(tx.query(INSERT_REPORT, tx.here(id=new_id(), **said)))


def list_attempts(
    tx: Transaction, mail_id: UUID, *, names: Mapping[UUID, str]
) -> list[MailAttempt]:
    """`names` are those of connections, archived ones among them."""
    found = tx.query(ATTEMPTS, tx.here(mail_id=mail_id))
    return [
        MailAttempt(
            connection=names[connection_id],
            state=state,
            reason=reason,
            started_at=started_at,
            ended_at=ended_at,
        )
        for connection_id, state, reason, started_at, ended_at in found
    ]


def list_reports(tx: Transaction, mail_id: UUID) -> list[MailReport]:
    return tx.query(REPORTS, tx.here(mail_id=mail_id), into=MailReport)
