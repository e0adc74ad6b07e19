"""A sponsor's own leads: listed, marked and exported by whoever is at their stand."""

from collections.abc import Iterator
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import Page, PageRequest, every_page, page
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid, require_version
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import long_sheet
from turnout.modules.leads import policies, rules
from turnout.modules.leads.errors import LeadWithdrawn
from turnout.modules.leads.queries import leads, stands
from turnout.modules.leads.service.scans import shown_lead
from turnout.modules.leads.service.stands import form_of
from turnout.modules.leads.types import (
    Lead,
    LeadFilter,
    LeadMemberContext,
    LeadState,
    LeadUpdate,
    StoredLead,
)
from turnout.modules.security_events.api import record_export

COLUMNS: Final = ("name", "email", "company")
OWN_COLUMNS: Final = ("rating", "tags", "note", "scanned_at", "scanned_by")


def list_leads(ctx: LeadMemberContext, request: PageRequest, wanted: LeadFilter) -> Page[Lead]:
    """The newest first. Withdrawn ones say no more than that, and text finds none of them."""
    member = policies.require_member(ctx).member
    with transaction(ctx) as tx:
        settings = stands.get_settings(tx, member.event_id)
        form = form_of(tx, member.event_id)
        asked = LeadFilter(
            text=wanted.text,
            rating=wanted.rating,
            shares_email=settings.shares_email,
            company_question=settings.company_question,
            company_share=f"{rules.ANSWER}{settings.company_question}",
        )
        found: list[StoredLead] = leads.list_leads(tx, member.sponsor_id, request, asked)
    listed = page(found, request, key=lambda each: (each.scanned_at.isoformat(), each.id))
    questions, language = rules.shared_questions(form), form.language if form else "en"
    return listed.map(lambda each: rules.shown(each, settings, questions, language=language))


def get_lead(ctx: LeadMemberContext, lead_id: UUID) -> Lead:
    member = policies.require_member(ctx).member
    with transaction(ctx) as tx:
        return shown_lead(tx, member, lead_id)


def update_lead(
    ctx: LeadMemberContext, lead_id: UUID, stated: LeadUpdate, *, version: int | None
) -> Lead:
    """Rate, tag and note a lead; LeadWithdrawn for one without data."""
    member = policies.require_member(ctx).member
    if wrong := rules.unknown_tags(stated.tags, member.tags):
        raise Invalid(*wrong)
    with transaction(ctx) as tx:
        leads.lock_lead(tx, member.sponsor_id, lead_id)
        before = shown_lead(tx, member, lead_id)
        if before.state is LeadState.WITHDRAWN:
            raise LeadWithdrawn
        require_version(version, before.version)
        leads.mark_lead(
            tx,
            lead_id,
            rating=stated.rating,
            tags=list(dict.fromkeys(stated.tags)),
            note=stated.note.strip(),
        )
        return shown_lead(tx, member, lead_id)


def export_leads(ctx: LeadMemberContext, *, format_: FileFormat) -> ReportFile:
    """The sponsor's leads that have data, the newest first; that they left is recorded."""
    member = policies.require_member(ctx).member
    with transaction(ctx) as tx:
        settings = stands.get_settings(tx, member.event_id)
        form = form_of(tx, member.event_id)
        record_export(tx, "leads", user_id=None, sponsor_id=str(member.sponsor_id))
    language = form.language if form else "en"
    known = rules.shared_questions(form)
    labels = [
        rules.label_of(known[key], language=language, fallback=language)
        for key in settings.questions
        if key in known and key != settings.company_question
    ]
    titles = (*COLUMNS, *labels, *OWN_COLUMNS)
    return ReportFile.of("leads", format_, long_sheet(format_, titles, _parts(ctx, labels)))


def _parts(ctx: LeadMemberContext, labels: list[str]) -> Iterator[list[tuple[str, ...]]]:
    for found in every_page(partial(list_leads, ctx, wanted=LeadFilter())):
        active = [each for each in found if each.state is LeadState.ACTIVE]
        yield [_cells(each, labels) for each in active]


def _cells(lead: Lead, labels: list[str]) -> tuple[str, ...]:
    said = {each.label: each.text for each in lead.answers}
    return (
        lead.name,
        lead.email or "",
        lead.company,
        *(said.get(label, "") for label in labels),
        lead.rating or "",
        ", ".join(lead.tags),
        lead.note,
        lead.scanned_at.isoformat(),
        lead.scanned_by,
    )
