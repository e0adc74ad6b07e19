"""The record of processing, made of the registry of personal data and of what is connected."""

from collections.abc import Mapping
from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import sheet_of
from turnout.modules.agencies import api as agencies
from turnout.modules.business_profiles import api as business_profiles
from turnout.modules.connections import api as connections
from turnout.modules.organizations import api as organizations
from turnout.modules.privacy import api as privacy
from turnout.modules.processing_records import policies, queries, rules
from turnout.modules.processing_records.types import ProcessingRecord, Recipient
from turnout.modules.retention import api as retention

PEOPLE: Final = retention.RetentionTarget(retention.RetentionKind.PEOPLE)
ENDS: Final = ("orders", "events")
"""With these the registry's other rows go, directly or by others."""
COLUMNS: Final = (
    "purpose", "basis", "persons", "categories", "in_use", "recipients", "months_after_event",
    "kept_after_erasure", "tables",
)  # fmt: skip


def get_record(ctx: OrganizationContext) -> ProcessingRecord:
    """What personal data the organization processes, what for, and who receives it.

    An activity stands there also while the organization has no such data, and says so.
    """
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        mine = organizations.get_organization(tx)
        profile = business_profiles.find_profile(tx)
        columns = privacy.columns_of_tables(tx)
        tables = privacy.of_organization(privacy.personal_tables(), columns)
        filled = queries.list_filled(tx, tables)
        recipients = _providers(tx)
        kept = retention.list_set_policies(tx).get(PEOPLE)
        now = tx.now
    return ProcessingRecord(
        controller=mine.name,
        contact_email=mine.contact_email,
        website=mine.website,
        country=profile.country if profile else "",
        made_at=now,
        items=rules.activities(
            tables.values(),
            filled=filled,
            going=_going(privacy.personal_tables()),
            months=kept.months if kept else None,
            recipients=[*recipients, *_agencies(ctx)],
        ),
    )


def export_record(ctx: OrganizationContext, *, format_: FileFormat) -> ReportFile:
    """The same as a file: a line for each activity."""
    policies.require_can_read(ctx)
    lines = [
        (
            each.purpose,
            each.basis,
            ", ".join(each.persons),
            ", ".join(each.categories),
            "yes" if each.is_in_use else "no",
            ", ".join(f"{one.name} ({one.adapter_key or one.kind})" for one in each.recipients),
            "" if each.months is None else each.months,
            "; ".join(f"{one.table}.{', '.join(one.columns)}: {one.reason}" for one in each.kept),
            ", ".join(each.tables),
        )
        for each in get_record(ctx).items
    ]
    return ReportFile.of("processing-record", format_, sheet_of(format_, COLUMNS, lines))


def _providers(tx: Transaction) -> list[Recipient]:
    return [
        Recipient(kind=kind, name=name, adapter_key=key)
        for kind, key, name in connections.list_in_use(tx)
    ]


def _agencies(ctx: OrganizationContext) -> list[Recipient]:
    """Whoever may not see the members is not told which agencies act here."""
    if organizations.MEMBERS_READ not in ctx.permissions:
        return []
    links = agencies.list_agency_links(ctx, PageRequest(limit=200)).items
    return [
        Recipient(kind=rules.AGENCY, name=each.agency_name, adapter_key="")
        for each in links
        if each.state == "active"
    ]


def _going(tables: Mapping[str, privacy.PersonalTable]) -> set[str]:
    """Every table whose rows go along with an order or an event; sources stand before these."""
    going = set(ENDS)
    for name, table in tables.items():
        if going & {each.table for each in (*table.of, *table.ends_with)}:
            going.add(name)
    return going
