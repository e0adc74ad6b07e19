"""Who enters an organization's settings, and what stands around each page."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import OrganizationContext, PersonContext
from turnout.kernel.errors import Forbidden, NotFound
from turnout.kernel.http.access import is_confirmed, require_not_closing
from turnout.kernel.http.request_info import request_id
from turnout.modules.operators import api as operators
from turnout.modules.organizations import api as organizations
from turnout.modules.support_access import api as support_access
from turnout.site.l10n.formats import full_moment
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.addresses import ACCOUNT, confirm_path, go_to, sign_in_path
from turnout.site.layout.page_access import find_viewer, membership_of
from turnout.site.layout.views import Link

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
PARTNERS: Final = "/events"
"""A section for those who see no drafts; the team has its events elsewhere."""
TEMPLATES: Final = "/templates"
"""A section of agencies: what their clients make events of."""
SECTIONS: Final = (
    ("", "organizations.read", marked("Overview")),
    (PARTNERS, "events.read-published", marked("Published events")),
    ("/members", "members.read", marked("Members")),
    ("/roles", "roles.read", marked("Roles")),
    ("/domains", "domains.read", marked("Domains")),
    ("/sso", "sso.manage", marked("Sign-in")),
    ("/directory", "scim.manage", marked("Directory")),
    (TEMPLATES, "template-shares.manage", marked("Shared templates")),
    ("/verification", "verifications.read", marked("Verification")),
    ("/plan", "quotas.read", marked("Plan")),
    ("/retention", "retention.read", marked("Data retention")),
    ("/data-requests", "data-requests.read", marked("Data requests")),
    ("/processing-record", "processing-records.read", marked("Record of processing")),
    ("/support", "support-access.read", marked("Support access")),
    ("/closure", "organizations.close", marked("Export or close")),
)
"""What the room has: the address, the permission that opens it, its name."""
SAVED: Final = {
    "created": marked("Your organization is there. Next: create an event, or invite members."),
    "profile": marked("The changes are saved."),
    "invited": marked("The invitation is on its way."),
    "revoked": marked("The invitation is taken back; its link no longer works."),
    "member": marked("The role is changed. It counts from their next request on."),
    "removed": marked("The membership has ended."),
    "domain-added": marked("The domain is listed. Set the record, then check it."),
    "proven": marked("The record is there: the domain is proven."),
    "domain-removed": marked("The domain is removed."),
    "batch": marked("The invitations are on their way."),
    "role": marked("The role is saved. It counts from everyone's next request on."),
    "role-deleted": marked("The role is deleted."),
    "second-factors": marked("Saved. It counts from everybody's next request on."),
    "retention": marked("The time is set."),
    "data-request": marked("The person gets your answer by email."),
    "support": marked("Support may come in now. You can show it out at any time."),
    "support-ended": marked("Support is shown out; its next request finds nothing."),
    "share-ended": marked("The template is shared no longer."),
    "leads": marked("The domain is changed."),
    "applied": marked(
        "Your application is with our moderators. You get an email when they decide."
    ),
    "application-withdrawn": marked("The application is taken back."),
    "directory": marked("The roles are saved. Everybody's role follows now."),
    "token-revoked": marked("The token opens nothing any more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page of the room."""

    organization_id: UUID
    name: str
    sections: tuple[Section, ...]
    saved: str = ""
    """What was done just now, as a sentence."""
    support: str = ""
    """That the platform's support may come in, or is here, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A member in their organization."""

    viewer: PersonContext
    ctx: OrganizationContext
    organization: organizations.Organization

    def frame(self, section: str) -> Frame:
        below = home_of(self.ctx.organization_id)
        return Frame(
            organization_id=self.ctx.organization_id,
            name=self.organization.name,
            sections=tuple(
                Section(label=_(label), url=below + path, is_current=path == section)
                for path, permission, label in SECTIONS
                if permission in self.ctx.permissions
                and (path != PARTNERS or "events.read" not in self.ctx.permissions)
                and (path != TEMPLATES or self._shares_templates)
            ),
            saved=_(SAVED.get(request.args.get("saved", ""), "")),
            support=self._support(),
        )

    @property
    def _shares_templates(self) -> bool:
        return self.organization.kind == "agency" and not self.ctx.on_behalf_of

    def _support(self) -> str:
        found = support_access.find_access(self.ctx)
        if found is None:
            return ""
        ends_at = full_moment(found.expires_at)
        if self.ctx.on_behalf_of.startswith("support:"):
            says = marked("You are here as support until %(moment)s UTC. The owners see that.")
        elif found.level == support_access.Level.WRITE:
            says = marked("Support may look and change things here until %(moment)s UTC.")
        else:
            says = marked("Support may look at everything here until %(moment)s UTC.")
        return _(says, moment=ends_at)

    def may(self, permission: str) -> bool:
        """Whether to offer something; the use case asks again."""
        return permission in self.ctx.permissions and not self.ctx.is_closing

    def back(self, section: str, saved: str = "") -> Response:
        rest = f"?saved={saved}" if saved else ""
        return go_to(f"{home_of(self.ctx.organization_id)}{section}{rest}")

    def link_back(self, section: str) -> Link:
        return Link(label=_("Back"), url=home_of(self.ctx.organization_id) + section)


def home_of(organization_id: UUID) -> str:
    return f"{ACCOUNT}/organizations/{organization_id}"


def enter(organization_id: UUID, permission: str, *, confirmed: bool = False) -> Entered | Response:
    """A member who may; else the way to sign in, or to confirm where something dangerous is done.

    To strangers there is nothing here. Nothing is changed in an organization that its owners have
    closed.
    """
    viewer = find_viewer()
    if viewer is None:
        return go_to(sign_in_path(request.path))
    viewer = replace(viewer, request_id=request_id())
    ctx = membership_of(viewer, organization_id)
    if ctx is None:
        ctx = operators.enter_as_support(
            viewer.user_id,
            organization_id,
            second_factor_at=viewer.second_factor_at,
            request_id=viewer.request_id,
        )
    if ctx is None:
        raise NotFound
    if permission not in ctx.permissions:
        raise Forbidden
    require_not_closing(ctx)
    if confirmed and not is_confirmed(viewer.confirmed_at):
        return go_to(confirm_path(request.path))
    return Entered(viewer=viewer, ctx=ctx, organization=organizations.show_organization(ctx))
