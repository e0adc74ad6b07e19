"""What an event's certificates say, who may have one, and how many do."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.row_copies import JsonRow, export_rows
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.attendance_certificates import policies, queries
from turnout.modules.attendance_certificates.facts import CertificateSettingsChanged
from turnout.modules.attendance_certificates.types import (
    CertificateFigures,
    CertificateSettings,
    NewCertificateSettings,
)
from turnout.modules.events import api as events


def get_settings(ctx: OrganizationContext, event_id: UUID) -> CertificateSettings:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.get_settings(tx, event_id)


def update_settings(
    ctx: OrganizationContext, event_id: UUID, new: NewCertificateSettings, *, version: int | None
) -> CertificateSettings:
    """Choose them; certificates that are downloaded from now on say so, issued before or not."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        require_version(version, queries.get_settings(tx, event_id).version)
        queries.save_settings(tx, event_id, new)
        tx.publish(CertificateSettingsChanged(event_id=event_id))
        return queries.get_settings(tx, event_id)


def get_figures(ctx: OrganizationContext, event_id: UUID) -> CertificateFigures:
    """How many tickets came in on enough days, and how many certificates there are."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        required = queries.get_settings(tx, event_id).required_days
        return queries.count_certificates(
            tx, event_id, time_zone=event.time_zone, required_days=required
        )


def copy_settings(tx: Transaction, copy: events.EventCopy) -> None:
    """A copy of an event gives the same certificates."""
    copy.copy_rows(tx, "certificate_settings")


def export_settings(tx: Transaction, event_id: UUID) -> dict[str, list[JsonRow]]:
    """What certificates say, for another organization: without who signs them here."""
    withheld = {"signatory_name": "", "signatory_role": ""}
    rows = export_rows(tx, "certificate_settings", "event_id", [event_id], withheld=withheld)
    return {"certificate_settings": rows}
