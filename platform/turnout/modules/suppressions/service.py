"""Use cases of the suppression list: the team's, the providers', and the sender's question."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import sheet_of
from turnout.kernel.typed_addresses import address_key
from turnout.modules.security_events.api import record_export
from turnout.modules.suppressions import policies, queries, rules
from turnout.modules.suppressions.errors import SuppressedAlready
from turnout.modules.suppressions.facts import SuppressionChanged
from turnout.modules.suppressions.metrics import SUPPRESSED
from turnout.modules.suppressions.models import SuppressionReason, SuppressionScope
from turnout.modules.suppressions.types import NewSuppression, Suppression

COLUMNS: Final = ("email", "reason", "scope", "note", "created_at")


def list_suppressions(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    reason: str | None = None,
    text: str | None = None,
) -> Page[Suppression]:
    """The newest first; `text` finds a part of an address or of a note."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_suppressions(tx, request, reason=reason, text=text)
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def create_suppression(ctx: OrganizationContext, new: NewSuppression) -> Suppression:
    """Put an address on the list by hand; SuppressedAlready where it stands there."""
    policies.require_can_edit(ctx)
    email = rules.written(new.email)
    with transaction(ctx) as tx:
        suppression_id = queries.insert_suppression(tx, new, email=email)
        if suppression_id is None:
            raise SuppressedAlready
        _announce(tx, suppression_id, new.reason, is_on=True)
        return queries.get_suppression(tx, suppression_id)


def delete_suppression(
    ctx: OrganizationContext, suppression_id: UUID, *, note: str, version: int | None
) -> None:
    """Take an address off the list, with the reason on record; mails go to it again."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.get_suppression(tx, suppression_id)
        require_version(version, before.version)
        queries.delete_suppression(tx, suppression_id, note=note.strip())
        tx.publish(
            SuppressionChanged(suppression_id=suppression_id, reason=before.reason, is_on=False)
        )


def export_suppressions(ctx: OrganizationContext, *, format_: FileFormat) -> ReportFile:
    """The newest first; that the list left is recorded."""
    policies.require_can_export(ctx)
    with transaction(ctx) as tx:
        found = queries.list_all(tx, limit=rules.LONGEST_EXPORT)
        record_export(tx, "suppressions", user_id=ctx.user_id)
    lines = [
        (each.email, each.reason, each.scope, each.note, each.created_at.isoformat())
        for each in found
    ]
    return ReportFile.of("suppressions", format_, sheet_of(format_, COLUMNS, lines))


def suppress(tx: Transaction, email: str, reason: SuppressionReason, *, note: str) -> None:
    """Put an address on the list because of what its provider told; told again, nothing changes.

    What was about news stops everything once the address is gone.
    """
    address, scope = address_key(email), rules.SCOPES[reason]
    new = NewSuppression(email=address, scope=scope.value, note=note, reason=reason.value)
    suppression_id = queries.insert_suppression(tx, new, email=address)
    if suppression_id is None and scope is SuppressionScope.ALL:
        suppression_id = queries.tighten(tx, address, reason=reason.value, note=note)
    if suppression_id is not None:
        _announce(tx, suppression_id, reason.value, is_on=True)


def find_suppressed(tx: Transaction, emails: Collection[str], *, is_news: bool) -> dict[str, str]:
    """Why mails of this kind do not go to which of the addresses, in small letters."""
    return {
        each.email: rules.why(each.reason)
        for each in queries.list_entries_of(tx, emails)
        if rules.stops(each.scope, is_news=is_news)
    }


def _announce(tx: Transaction, suppression_id: UUID, reason: str, *, is_on: bool) -> None:
    tx.publish(SuppressionChanged(suppression_id=suppression_id, reason=reason, is_on=is_on))
    SUPPRESSED.add(reason=reason)
