"""HTTP of an organization's members by name; their rights are changed in organizations."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.identity.schemas import MemberPageArguments, MemberPageSchema
from turnout.modules.identity.service import profile
from turnout.modules.identity.types import NamedMember
from turnout.modules.organizations import api as organizations

blueprint = StrictBlueprint(
    "members",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/members",
    description="Who belongs to an organization",
)


@blueprint.route("")
class Members(MethodView):
    @requires(organizations.MEMBERS_READ)
    @blueprint.arguments(MemberPageArguments, location="query")
    @blueprint.response(200, MemberPageSchema)
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[NamedMember]:
        """List the members with their names, oldest first."""
        return profile.list_members(ctx, page_request(asked["cursor"], asked["limit"]))
