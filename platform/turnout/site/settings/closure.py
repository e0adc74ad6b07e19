"""The ends of an organization on pages: exported, closed, reopened, and what its deletion took."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import Forbidden, NotFound
from turnout.kernel.http.access import is_confirmed
from turnout.kernel.http.answers import file_answer
from turnout.modules.closures import api as closures
from turnout.modules.organizations import api as organizations
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages, RefusedForm, with_token
from turnout.site.l10n.formats import long_day
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, confirm_path, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, membership_of, page
from turnout.site.layout.views import Field, FormPage, Link
from turnout.site.machines.feeds import download
from turnout.site.settings.entry import GUESTS, home_of

LONGEST_SLUG: Final = 63
YAML: Final = "application/yaml; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionPage:
    deleted_at: datetime
    kept_until: date
    deleted: tuple[tuple[str, int], ...]
    """Tables, and how many rows of each went."""
    rows: int
    files: int
    kept: tuple[closures.KeptRows, ...]


class ClosurePages(FormPages):
    @page(GUESTS)
    def closure(self, organization_id: UUID) -> Response:
        """Close the organization, or, while it is closing, open it again."""
        entered = _enter(organization_id, f"{home_of(organization_id)}/closure")
        if isinstance(entered, Response):
            return entered
        ctx, organization = entered
        found = closures.find_closure(ctx)
        if found is not None:
            view = _reopening(organization, found)
            return self.answered("reopen", view, lambda: _reopened(ctx), tries="write")
        view = _closing(organization)
        try:
            return self.answered("close", view, lambda: _closed(ctx), tries="write")
        except closures.EventsToCome as refusal:
            told = _("Events are still to come: %(titles)s.", titles=", ".join(refusal.events))
            again = RefusedForm(with_token(replace(view, error=told), "close"), 409)
            return again.mark(self._personal.form(again.view))

    @page(GUESTS)
    def export(self, organization_id: UUID) -> Response:
        """The organization as a manifest, for who may make it again."""
        count_request("export")
        entered = _enter(organization_id, f"{home_of(organization_id)}/export.yaml")
        if isinstance(entered, Response):
            return entered
        name, text = closures.export_organization(entered[0])
        return download(text.encode(), name, content_type=YAML)

    @page(GUESTS)
    def export_data(self, organization_id: UUID) -> Response:
        """The same with pictures, events, orders and attendees, as it is made."""
        count_request("export")
        entered = _enter(organization_id, f"{home_of(organization_id)}/closure")
        if isinstance(entered, Response):
            return entered
        name, pieces = closures.export_data(entered[0])
        return file_answer(pieces, name, media_type="application/zip")

    @page(GUESTS)
    def deletion(self, organization_id: UUID) -> Response:
        """What went with an organization and what the law keeps, for who closed it."""
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(request.path))
        report = closures.get_own_deletion_report(viewer, organization_id)
        view = DeletionPage(
            deleted_at=report.deleted_at,
            kept_until=report.kept_until,
            deleted=tuple(sorted(report.deleted.items())),
            rows=sum(report.deleted.values()),
            files=report.files,
            kept=report.kept,
        )
        return self._personal.page("settings_deletion.html", view, title=_("Deletion report"))


def _enter(
    organization_id: UUID, path: str
) -> tuple[OrganizationContext, organizations.Organization] | Response:
    """The owner in their organization, who has confirmed it lately; else the way to that."""
    viewer = find_viewer()
    if viewer is None:
        return go_to(sign_in_path(path))
    ctx = membership_of(viewer, organization_id)
    if ctx is None:
        raise NotFound
    if not is_confirmed(viewer.confirmed_at):
        return go_to(confirm_path(path))
    try:
        closures.find_closure(ctx)
    except Forbidden:
        raise NotFound from None
    return ctx, organizations.show_organization(ctx)


def _closing(organization: organizations.Organization) -> FormPage:
    return FormPage(
        title=_("Close %(name)s?", name=organization.name),
        text=_(
            "Its pages close at once and nothing more is sold. You can reopen it for a while; then"
            " we delete it with everything but its invoices and books, which the law has us keep."
        ),
        button=_("Close the organization"),
        fields=(
            Field(
                name="slug",
                label=_("Type %(slug)s to confirm", slug=organization.slug),
                longest=LONGEST_SLUG,
                autocomplete="off",
            ),
        ),
        links=(
            Link(
                label=_("Export it first, with orders and attendees"),
                url=f"{home_of(organization.id)}/export.zip",
            ),
            Link(
                label=_("Export its settings only"), url=f"{home_of(organization.id)}/export.yaml"
            ),
            Link(label=_("Back"), url=home_of(organization.id)),
        ),
    )


def _reopening(organization: organizations.Organization, found: closures.Closure) -> FormPage:
    return FormPage(
        title=_("%(name)s is closed", name=organization.name),
        text=_(
            "We delete it on %(day)s. Until then you can open it again, and everything is as it"
            " was.",
            day=long_day(found.deletes_at.date()),
        ),
        button=_("Reopen the organization"),
        links=(
            Link(
                label=_("Export it, with orders and attendees"),
                url=f"{home_of(organization.id)}/export.zip",
            ),
            Link(
                label=_("Export its settings only"), url=f"{home_of(organization.id)}/export.yaml"
            ),
            Link(label=_("Back"), url=home_of(organization.id)),
        ),
    )


def _closed(ctx: OrganizationContext) -> Response:
    closures.close_organization(ctx, slug=typed("slug", longest=LONGEST_SLUG))
    return csrf.renew(go_to(request.path))


def _reopened(ctx: OrganizationContext) -> Response:
    closures.reopen_organization(ctx)
    return csrf.renew(go_to(ACCOUNT))
