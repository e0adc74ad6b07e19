"""Use cases of report links: made, listed, revoked; and opened by whoever has one.

A link shows the figures of one saved report, and acts with the rights of whoever made it: it ends
when that person leaves, or may share no more. Whatever is wrong with a link, it is not found.
"""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import Actor, ActorKind, OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, TurnoutError
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import hash_token
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.report_links import policies, queries, rules
from turnout.modules.report_links.errors import ReportLinkNotFound
from turnout.modules.report_links.facts import ReportLinkCreated, ReportLinkRevoked
from turnout.modules.report_links.metrics import OPENED
from turnout.modules.report_links.types import (
    MadeReportLink,
    NewReportLink,
    OpenedReport,
    ReportLink,
)
from turnout.modules.saved_reports import api as saved_reports
from turnout.modules.saved_reports.api import SavedReport
from turnout.modules.security_events.api import record_export
from turnout.modules.series import api as series

JOB: Final = "report_links"
PATH: Final = "/public/reports"


def list_links(ctx: OrganizationContext, saved_report_id: UUID | None) -> list[ReportLink]:
    """What is shared with outsiders, by whom, until when and how often it was looked at."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return queries.list_links(tx, saved_report_id)


def create_link(ctx: OrganizationContext, new: NewReportLink) -> MadeReportLink:
    """A link to one saved report; its address is told once and kept as a hash."""
    by = policies.require_can_share(ctx)
    secret, link_id = secrets.token_urlsafe(rules.SECRET_BYTES), new_id()
    with transaction(ctx) as tx:
        rules.require_figures_only(_lock_report(tx, new.saved_report_id))
        rules.require_room(queries.list_links(tx, new.saved_report_id), now=tx.now)
        made = queries.insert_link(
            tx,
            link_id,
            new,
            secret_hash=hash_token(secret),
            by=by,
            expires_at=tx.now + timedelta(days=new.days),
        )
        tx.publish(ReportLinkCreated(saved_report_id=new.saved_report_id, report_link_id=link_id))
    base = runtime.current().settings.public_url.rstrip("/")
    url = f"{base}{PATH}/{ctx.organization_id}/{secret}"
    return from_attributes(MadeReportLink, made, url=url)


def revoke_link(ctx: OrganizationContext, link_id: UUID) -> None:
    """From now on the link shows nothing; doing so again changes nothing."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        saved_report_id = queries.revoke_link(tx, link_id)
        if saved_report_id is not None:
            tx.publish(ReportLinkRevoked(saved_report_id=saved_report_id, report_link_id=link_id))
        elif queries.find_link(tx, link_id) is None:
            raise ReportLinkNotFound


def open_report(organization_id: UUID, secret: str, *, request_id: str = "") -> OpenedReport:
    """The figures as they stand, which counts as a use; ReportLinkNotFound."""
    link, ctx = _holder(organization_id, secret, request_id=request_id)
    with transaction(ctx) as tx:
        saved = _shared(tx, link)
        queries.count_use(tx, link.id)
        tx.after_commit.append(lambda: OPENED.add(outcome="shown"))
        organization = organizations.get_organization(tx)
        subject = _subject(tx, saved) or organization.name
    with report_transaction(ctx) as tx:
        report = saved_reports.figures_of(tx, saved)
    return OpenedReport(
        organization_id=organization_id,
        organization_name=organization.name,
        subject=subject,
        name=saved.name,
        expires_at=link.expires_at,
        report=report,
    )


def open_file(
    organization_id: UUID, secret: str, format_: FileFormat, *, language: str, request_id: str = ""
) -> ReportFile:
    """The same as a file; that it left is recorded. ReportLinkNotFound."""
    link, ctx = _holder(organization_id, secret, request_id=request_id)
    with transaction(ctx) as tx:
        saved = _shared(tx, link)
        queries.count_use(tx, link.id)
        record_export(tx, "report_link", user_id=None, report_link_id=str(link.id))
        tx.after_commit.append(lambda: OPENED.add(outcome="downloaded"))
    with report_transaction(ctx) as tx:
        return saved_reports.file_of(tx, saved, format_, language=language)


def forget_old(ctx: SystemContext) -> None:
    with transaction(ctx) as tx:
        queries.forget_old(tx)


def _holder(
    organization_id: UUID, secret: str, *, request_id: str
) -> tuple[ReportLink, OrganizationContext]:
    """A link that counts, and its holder: named in the log, with the one right of reading."""
    job = system_in(organization_id, JOB, request_id=request_id)
    with transaction(job) as tx:
        link = queries.find_by_secret(tx, hash_token(secret))
        is_good = link is not None and rules.is_good(link, now=tx.now)
    maker = _maker(organization_id, link, request_id=request_id) if link and is_good else None
    if link is None or maker is None or not policies.may_share(maker):
        OPENED.add(outcome="refused")
        raise ReportLinkNotFound
    return link, replace(
        maker,
        actor=Actor(ActorKind.GUEST, f"report-link:{link.id}"),
        user_id=None,
        permissions=policies.holder_permissions(),
    )


def _maker(
    organization_id: UUID, link: ReportLink, *, request_id: str
) -> OrganizationContext | None:
    """What whoever made a link may do now; None where the organization lets nobody in."""
    try:
        return organizations.membership_of(
            organization_id, link.created_by, request_id=request_id, has_factor=True
        )
    except TurnoutError:  # the organization is suspended
        return None


def _lock_report(tx: Transaction, saved_report_id: UUID) -> SavedReport:
    try:
        return saved_reports.lock_report(tx, saved_report_id)
    except saved_reports.SavedReportNotFound as none:
        raise Invalid(FieldError(rules.REPORT, "This is no saved report.")) from none


def _shared(tx: Transaction, link: ReportLink) -> SavedReport:
    """The report of a link, while it shows figures only."""
    saved = saved_reports.get_report(tx, link.saved_report_id)
    if not rules.has_figures_only(saved):
        raise ReportLinkNotFound
    return saved


def _subject(tx: Transaction, saved: SavedReport) -> str:
    """What the figures are of; empty for the whole organization."""
    if saved.event_id is not None:
        return events.get_event_brief(tx, saved.event_id).title
    found = series.find_series(tx, saved.series_id) if saved.series_id else None
    return found.title if found else ""
