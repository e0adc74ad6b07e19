"""HTTP of organizations: the organization, its members' rights, invitations."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PersonContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, personal, public, requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.organizations import policies
from turnout.modules.organizations.schemas import (
    GrantSchema,
    NewInvitationSchema,
    NewLegalTextSchema,
    NewOrganizationSchema,
    OrganizationUpdateSchema,
    PageOfOrganizationArguments,
)
from turnout.modules.organizations.service import invitations, members, profile
from turnout.modules.organizations.types import (
    Invitation,
    InvitationSummary,
    LegalKind,
    LegalText,
    LegalVersion,
    Member,
    NewInvitation,
    NewOrganization,
    Organization,
    OrganizationUpdate,
)
from turnout.modules.roles.api import Grant

LEGAL = "/<uuid:organization_id>/legal-texts/<any(terms, privacy, imprint):kind>"
blueprint = StrictBlueprint(
    "organizations",
    __name__,
    url_prefix="/api/v1/organizations",
    description="Organizations, and who may act in them",
)


@blueprint.route("")
class Organizations(MethodView):
    @personal()
    @blueprint.arguments(NewOrganizationSchema)
    @blueprint.response(201, response(Organization))
    def post(self, ctx: PersonContext, asked: dict[str, Any]) -> Organization:
        """Create an organization; you become its owner."""
        new = NewOrganization(owner_id=ctx.user_id, **asked)
        return profile.read_created(ctx, profile.create_organization(ctx, new))


@blueprint.route("/<uuid:organization_id>")
class OneOrganization(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Organization))
    def get(self, ctx: OrganizationContext) -> tuple[Organization, int, dict[str, str]]:
        """Show the organization; its `ETag` is the version for `If-Match`."""
        return with_etag(profile.show_organization(ctx))

    @requires(policies.MANAGE)
    @blueprint.arguments(OrganizationUpdateSchema)
    @blueprint.response(200, response(Organization))
    def patch(
        self, ctx: OrganizationContext, changes: OrganizationUpdate
    ) -> tuple[Organization, int, dict[str, str]]:
        """Change the organization; an old address name keeps leading here."""
        return with_etag(profile.update_organization(ctx, changes, version=if_match()))


@blueprint.route("/<uuid:organization_id>/legal-texts")
class LegalTexts(MethodView):
    @public("buyers read what they agree to")
    @blueprint.response(200, list_of(LegalText))
    def get(self, ctx: PublicContext) -> dict[str, Any]:
        """List the texts that are in force: terms, privacy policy, imprint."""
        return {"items": profile.list_legal_texts(ctx)}


@blueprint.route(LEGAL)
class OneLegalText(MethodView):
    @public("buyers read what they agree to")
    @blueprint.response(200, response(LegalText))
    def get(self, ctx: PublicContext, kind: str) -> tuple[LegalText, int, dict[str, str]]:
        """Show the version that is in force; its `ETag` is the number for `If-Match`."""
        return with_etag(profile.get_legal_text(ctx, LegalKind(kind)))

    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, kind: str) -> None:
        """Take a text out of force; its versions stay readable."""
        profile.withdraw_legal_text(ctx, LegalKind(kind), version=if_match())


@blueprint.route(f"{LEGAL}/versions")
class LegalVersions(MethodView):
    @public("buyers read what they agreed to")
    @blueprint.arguments(PageOfOrganizationArguments, location="query")
    @blueprint.response(200, page_of(LegalVersion))
    def get(self, ctx: PublicContext, asked: dict[str, Any], kind: str) -> Page[LegalVersion]:
        """List every version there ever was, the newest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return profile.list_legal_versions(ctx, LegalKind(kind), request)

    @requires(policies.MANAGE)
    @blueprint.arguments(NewLegalTextSchema)
    @blueprint.response(201, response(LegalText))
    def post(
        self, ctx: OrganizationContext, new: dict[str, Any], kind: str
    ) -> tuple[LegalText, int, dict[str, str]]:
        """Publish a version; from now on buyers agree to this one."""
        return with_etag(_published(self, ctx, new, kind), 201)


@idempotent(LegalText)
def _published(
    _view: MethodView, ctx: OrganizationContext, new: dict[str, Any], kind: str
) -> LegalText:
    return profile.publish_legal_text(ctx, LegalKind(kind), new["texts"], version=if_match())


@blueprint.route(f"{LEGAL}/versions/<int:number>")
class OneLegalVersion(MethodView):
    @public("buyers read what they agreed to")
    @blueprint.response(200, response(LegalText))
    def get(self, ctx: PublicContext, kind: str, number: int) -> LegalText:
        """Show one version, in force or not."""
        return profile.get_legal_text(ctx, LegalKind(kind), number=number)


@blueprint.route("/<uuid:organization_id>/leave")
class Leaving(MethodView):
    @requires(policies.READ, is_personal=True)
    @blueprint.doc(operationId="leaveOrganization")
    @blueprint.response(204)
    def post(self, ctx: OrganizationContext) -> None:
        """End your own membership; the last owner stays."""
        members.leave_organization(ctx)


@blueprint.route("/<uuid:organization_id>/members/<uuid:member_id>")
class OneMember(MethodView):
    @requires(policies.MEMBERS_MANAGE, confirmed=True)
    @blueprint.arguments(GrantSchema)
    @blueprint.response(200, response(Member))
    def patch(self, ctx: OrganizationContext, grant: Grant, member_id: UUID) -> Member:
        """Give a member these rights; only owners make or change owners."""
        return members.update_member(ctx, member_id, grant=grant, version=if_match())

    @requires(policies.MEMBERS_MANAGE, confirmed=True)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, member_id: UUID) -> None:
        """End a membership at once; the last owner stays."""
        members.remove_member(ctx, member_id)


@blueprint.route("/<uuid:organization_id>/members/<uuid:member_id>/keep")
class KeptMember(MethodView):
    @requires(policies.OWN, confirmed=True)
    @blueprint.response(200, response(Member))
    def post(self, ctx: OrganizationContext, member_id: UUID) -> Member:
        """Keep a member whom an agency brought: the membership no longer ends with its link."""
        return members.keep_member(ctx, member_id, version=if_match())


@blueprint.route("/<uuid:organization_id>/invitations")
class Invitations(MethodView):
    @requires(policies.MEMBERS_MANAGE)
    @blueprint.arguments(PageOfOrganizationArguments, location="query")
    @blueprint.response(200, page_of(InvitationSummary))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[Invitation]:
        """List open invitations, oldest first."""
        return invitations.list_invitations(ctx, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.MEMBERS_MANAGE, confirmed=True)
    @blueprint.arguments(NewInvitationSchema)
    @blueprint.response(201, response(InvitationSummary))
    def post(self, ctx: OrganizationContext, new: NewInvitation) -> Invitation:
        """Invite somebody by mail."""
        return invitations.invite_member(ctx, new)


@blueprint.route("/<uuid:organization_id>/invitations/<uuid:invitation_id>")
class OneInvitation(MethodView):
    @requires(policies.MEMBERS_MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, invitation_id: UUID) -> None:
        """Take an invitation back; its link stops working."""
        invitations.revoke_invitation(ctx, invitation_id)


@blueprint.route("/<uuid:organization_id>/invitations/<uuid:invitation_id>/resend")
class ResentInvitation(MethodView):
    @requires(policies.MEMBERS_MANAGE, limited="secret", confirmed=True)
    @blueprint.response(200, response(InvitationSummary))
    def post(self, ctx: OrganizationContext, invitation_id: UUID) -> Invitation:
        """Send a fresh link with a fresh term; earlier links stop working."""
        return invitations.resend_invitation(ctx, invitation_id)


blueprints = (blueprint,)
