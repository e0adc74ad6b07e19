"""Statements about abuse reports: the platform's own table, read and written by its jobs."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.abuse_reports.rules import MOST_OPEN
from turnout.modules.abuse_reports.types import (
    AbuseDecision,
    AbuseReport,
    AppealOutcome,
    LockedReport,
    ModerationDecision,
    NewAbuseReport,
)

FIRST: Final = UUID(int=0)
SAME: Final = """o.tenant_id = r.tenant_id AND o.event_id IS NOT DISTINCT FROM r.event_id
            AND o.state = 'open' AND o.id <> r.id"""
REPORTS: Final = f"""
    SELECT r.id, r.tenant_id, '' AS tenant_name, r.event_id, r.subject, r.path, r.reason, r.details,
        r.reporter_email, r.reporter_user_id, r.reported_at, r.state, r.decision,
        r.decision_reason, r.decided_by, r.decided_at, r.appeal, r.appealed_at, r.appeal_outcome,
        r.appeal_answer, (SELECT count(*) FROM abuse_reports o WHERE {SAME}) AS alike
    FROM abuse_reports r
"""
FIND_REPORT: Final = f"{REPORTS} WHERE r.id = %(id)s"
LIST_REPORTS: Final = f"""{REPORTS}
    WHERE r.id > %(after)s AND (%(state)s::text IS NULL OR r.state = %(state)s)
        AND (%(tenant_id)s::uuid IS NULL OR r.tenant_id = %(tenant_id)s)
    ORDER BY r.id LIMIT %(limit)s
"""
LOCK_REPORT: Final = """
    SELECT id, tenant_id, event_id, subject, state, decision, reporter_email, locale
    FROM abuse_reports WHERE id = %(id)s FOR UPDATE
"""
INSERT_REPORT: Final = """
    INSERT INTO abuse_reports (id, tenant_id, event_id, subject, path, reason, details,
        reporter_email, reporter_user_id, locale, reported_at, state, decision_reason, appeal,
        appeal_answer)
    SELECT %(id)s, %(tenant_id)s, %(event_id)s, %(subject)s, %(path)s, %(reason)s, %(details)s,
        %(email)s, %(user_id)s, %(locale)s, %(now)s, 'open', '', '', ''
    WHERE (SELECT count(*) FROM abuse_reports o WHERE o.tenant_id = %(tenant_id)s
        AND o.event_id IS NOT DISTINCT FROM %(event_id)s AND o.state = 'open') < %(most)s
    ON CONFLICT DO NOTHING RETURNING id
"""
DECIDE: Final = """
    UPDATE abuse_reports SET state = 'decided', decision = %(decision)s,
        decision_reason = %(reason)s, decided_by = %(by)s, decided_at = %(now)s
    WHERE id = %(id)s
"""
FIND_DECISION: Final = """
    SELECT id, tenant_id, event_id, subject, decision, decision_reason, decided_at, appeal,
        appealed_at, appeal_outcome, appeal_answer
    FROM abuse_reports WHERE id = %(id)s AND decision <> 'dismiss'
"""
APPEAL: Final = """
    UPDATE abuse_reports SET state = 'appealed', appeal = %(note)s, appealed_at = %(now)s,
        appealed_by = %(by)s
    WHERE id = %(id)s AND state = 'decided' RETURNING id
"""
ANSWER_APPEAL: Final = """
    UPDATE abuse_reports SET state = 'closed', appeal_outcome = %(outcome)s,
        appeal_answer = %(answer)s
    WHERE id = %(id)s AND state = 'appealed' RETURNING id
"""
FORGET_REPORTERS: Final = """
    UPDATE abuse_reports SET reporter_email = '', reporter_user_id = NULL, details = ''
    WHERE decided_at < %(before)s AND state IN ('decided', 'closed')
        AND (reporter_email <> '' OR reporter_user_id IS NOT NULL OR details <> '')
    RETURNING id
"""


def find_report(tx: Transaction, report_id: UUID) -> AbuseReport | None:
    return next(iter(tx.query(FIND_REPORT, {"id": report_id}, into=AbuseReport)), None)


def list_reports(
    tx: Transaction, request: PageRequest, *, state: str | None, tenant_id: UUID | None
) -> list[AbuseReport]:
    """The oldest first: who waits longest is looked at first."""
    after = request.after[1] if request.after else FIRST
    values = {"after": after, "limit": request.limit + 1, "state": state, "tenant_id": tenant_id}
    return tx.query(LIST_REPORTS, values, into=AbuseReport)


def lock_report(tx: Transaction, report_id: UUID) -> LockedReport | None:
    return next(iter(tx.query(LOCK_REPORT, {"id": report_id}, into=LockedReport)), None)


def insert_report(
    tx: Transaction,
    new: NewAbuseReport,
    *,
    tenant_id: UUID,
    subject: str,
    path: str,
    user_id: UUID | None,
) -> bool:
    """Write a report; False for one that is there already, or where very many are open."""
    values: dict[str, Any] = {
        "id": new_id(),
        "tenant_id": tenant_id,
        "event_id": new.event_id,
        "subject": subject,
        "path": path,
        "reason": new.reason.value,
        "details": new.details.strip(),
        "email": new.email,
        "user_id": user_id,
        "locale": new.locale,
        "now": tx.now,
        "most": MOST_OPEN,
    }
    return bool(tx.query(INSERT_REPORT, values))


def decide(
    tx: Transaction, report_id: UUID, decision: AbuseDecision, *, reason: str, by: UUID
) -> None:
    values = {"id": report_id, "decision": decision.value, "reason": reason, "by": by}
    tx.query(DECIDE, values | {"now": tx.now})


def find_decision(tx: Transaction, report_id: UUID) -> ModerationDecision | None:
    """A decision that took something from an organization; None for a report dismissed or open."""
    return next(iter(tx.query(FIND_DECISION, {"id": report_id}, into=ModerationDecision)), None)


def appeal(tx: Transaction, report_id: UUID, *, note: str, by: UUID) -> bool:
    """Write down what is held against a decision; False when that was done before."""
    values = {"id": report_id, "note": note, "by": by, "now": tx.now}
    return bool(tx.query(APPEAL, values))


def answer_appeal(tx: Transaction, report_id: UUID, *, outcome: AppealOutcome, answer: str) -> bool:
    """Close an appeal; False when none waits."""
    values = {"id": report_id, "outcome": outcome.value, "answer": answer}
    return bool(tx.query(ANSWER_APPEAL, values))


def forget_reporters(tx: Transaction, *, before: datetime) -> int:
    """Forget who reported, and in which words, what was decided before; how many."""
    return len(tx.query(FORGET_REPORTERS, {"before": before}))
