"""HTTP of accounting."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http import requires
from turnout.kernel.parsing import StrictBlueprint
from turnout.modules.accounting import policies, service
from turnout.modules.accounting.schemas import ReconciliationFields, ReportSchema

blueprint = StrictBlueprint(
    "accounting",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/reconciliations",
    description="Orders, payments and ledger held against each other.",
)


@blueprint.route("")
class Reconciliations(MethodView):
    @requires(policies.RECONCILE, limited="export")
    @blueprint.arguments(ReconciliationFields)
    @blueprint.response(200, ReportSchema)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any]) -> service.Report:
        """Compare the books now; `repair` mends what is safe to mend."""
        return service.reconcile(ctx, repair=wish["repair"], ask_provider=wish["ask_provider"])


blueprints = (blueprint,)
