"""HTTP of the audit log."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
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


blueprints = (blueprint,)
