"""HTTP of the audit log."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import operates, requires
from turnout.kernel.http.answers import page_of
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.audit import policies, service
from turnout.modules.audit.schemas import SearchArguments
from turnout.modules.audit.types import AuditEntry

blueprint = StrictBlueprint(
    "audit",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/audit",
    description="Who changed what and when",
)


@blueprint.route("")
class AuditLog(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listAuditEntries")
    @blueprint.arguments(SearchArguments, location="query")
    @blueprint.response(200, page_of(AuditEntry))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[AuditEntry]:
        """Search the log, the newest first."""
        return service.search(ctx, asked["wanted"], page_request(asked["cursor"], asked["limit"]))


platform_blueprint = StrictBlueprint(
    "platform-audit",
    __name__,
    url_prefix="/api/v1/platform/audit",
    description="Who changed what belongs to no organization, for the platform's operators",
)


@platform_blueprint.route("")
class PlatformAuditLog(MethodView):
    @operates(policies.READ_PLATFORM)
    @platform_blueprint.doc(operationId="listPlatformAuditEntries")
    @platform_blueprint.arguments(SearchArguments, location="query")
    @platform_blueprint.response(200, page_of(AuditEntry))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[AuditEntry]:
        """Search the platform's own log, the newest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return service.search_platform(ctx, asked["wanted"], request)


blueprints = (blueprint, platform_blueprint)
