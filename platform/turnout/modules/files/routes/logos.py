"""HTTP of the organization's logo."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.files.schemas import LogoFields, LogoSchema
from turnout.modules.files.service import logos
from turnout.modules.organizations import api as organizations

blueprint = StrictBlueprint(
    "logo",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/logo",
    description="The logo that pages and mails of an organization show",
)


@blueprint.route("")
class OneLogo(MethodView):
    @requires(organizations.MANAGE)
    @blueprint.arguments(LogoFields)
    @blueprint.response(200, LogoSchema)
    def put(self, ctx: OrganizationContext, body: dict[str, UUID]) -> Any:
        """Show a public image of the organization as its logo; `If-Match` is the organization's."""
        return with_etag(logos.set_logo(ctx, body["file_id"], version=if_match()))

    @requires(organizations.MANAGE)
    @blueprint.response(200, LogoSchema)
    def delete(self, ctx: OrganizationContext) -> Any:
        """Take the logo away: pages show the name again."""
        return with_etag(logos.remove_logo(ctx, version=if_match()))
