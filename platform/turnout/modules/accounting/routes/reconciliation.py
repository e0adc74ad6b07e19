"""HTTP of reconciliations and their findings."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.accounting import policies
from turnout.modules.accounting.schemas.reconciliation import (
    FindingArguments,
    FindingPageSchema,
    FindingSchema,
    ReconciliationFields,
    ReportSchema,
    RunArguments,
    RunPageSchema,
)
from turnout.modules.accounting.schemas.statements import ReasonFields
from turnout.modules.accounting.service import reconciliation as service
from turnout.modules.accounting.types import FindingView, RunView

reconciliations = StrictBlueprint(
    "accounting",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/reconciliations",
    description="Orders, payments, ledger and the providers' reports held against each other.",
)
findings = StrictBlueprint(
    "reconciliation findings",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/reconciliation-findings",
    description="Differences that a reconciliation left to a person.",
)


@reconciliations.route("")
class Reconciliations(MethodView):
    @requires(policies.READ)
    @reconciliations.arguments(RunArguments, location="query")
    @reconciliations.response(200, RunPageSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[RunView]:
        """List reconciliations, newest first."""
        return service.list_runs(ctx, page_request(query["cursor"], query["limit"]))

    @requires(policies.RECONCILE, limited="export")
    @reconciliations.arguments(ReconciliationFields)
    @reconciliations.response(200, ReportSchema)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any]) -> service.Report:
        """Compare the books now; `repair` mends what is safe and keeps the rest as findings."""
        return service.reconcile(ctx, repair=wish["repair"], ask_provider=wish["ask_provider"])


@findings.route("")
class Findings(MethodView):
    @requires(policies.READ)
    @findings.arguments(FindingArguments, location="query")
    @findings.response(200, FindingPageSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[FindingView]:
        """List findings, newest first; `state=open` wait for a person."""
        return service.list_findings(
            ctx, page_request(query["cursor"], query["limit"]), state=query["state"]
        )


@findings.route("/<uuid:finding_id>/settle")
class Settlement(MethodView):
    @requires(policies.RECONCILE)
    @findings.arguments(ReasonFields)
    @findings.response(200, FindingSchema)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any], finding_id: UUID) -> FindingView:
        """Say that a difference was dealt with, and how."""
        return service.settle_finding(ctx, finding_id, reason=wish["reason"])
