"""HTTP of reconciliation: bank statements, payouts, reconciliations and their findings."""

from typing import Any, Final
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import FieldError
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import policies
from turnout.modules.reconciliation.errors import StatementTooLarge, WrongStatementType
from turnout.modules.reconciliation.schemas import (
    FindingArguments,
    ImportArguments,
    LineArguments,
    NewAssignment,
    NewReason,
    NewReconciliation,
    NewRefresh,
    PayoutArguments,
)
from turnout.modules.reconciliation.service import payouts as payouts_service
from turnout.modules.reconciliation.service import reconciliation
from turnout.modules.reconciliation.service import statements as statements_service
from turnout.modules.reconciliation.types import (
    BankLine,
    Finding,
    Payout,
    PayoutDetails,
    Refreshed,
    Report,
    Run,
    SentRefund,
    StatementReport,
)

MOST_BYTES: Final = 5_000_000

TYPES: Final = ("application/xml", "text/xml", "text/csv")

BODY = {
    "requestBody": {
        "required": True,
        "description": "CAMT.053 as XML, or CSV as the bank exports it; at most 5 MB.",
        "content": {
            name: {"schema": {"type": "string", "format": "binary"}}
            for name in ("application/xml", "text/csv")
        },
    }
}

statements = StrictBlueprint(
    "payment statements",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payment-statements",
    description="What came in at the bank.",
)

lines = StrictBlueprint(
    "payment statement lines",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payment-statement-lines",
    description="Lines of statements, and what they are for.",
)

refunds = StrictBlueprint(
    "refunds by hand",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payments/<uuid:payment_id>/refunds",
    description="Refunds that a person sends at the bank.",
)

payouts = StrictBlueprint(
    "payouts",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payouts",
    description="Money that providers sent to the bank.",
)
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


@statements.route("")
class Statements(MethodView):
    @requires(policies.IMPORT, limited="export")
    @statements.doc(**BODY)
    @statements.arguments(ImportArguments, location="query")
    @statements.response(200, response(StatementReport))
    def post(self, ctx: OrganizationContext, wish: dict[str, Any]) -> StatementReport:
        """Import a bank's statement; the same line twice changes nothing."""
        return _imported(self, ctx, wish, _body())


@idempotent(StatementReport)
def _imported(
    _view: MethodView, ctx: OrganizationContext, wish: dict[str, Any], content: bytes
) -> StatementReport:
    return statements_service.import_statement(
        ctx, wish["connection_id"], content, is_dry_run=wish["dry_run"]
    )


@lines.route("")
class Lines(MethodView):
    @requires(policies.IMPORT)
    @lines.arguments(LineArguments, location="query")
    @lines.response(200, page_of(BankLine))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[BankLine]:
        """List lines of statements, newest first; `state=unmatched` wait for a person."""
        return statements_service.list_lines(
            ctx,
            page_request(query["cursor"], query["limit"]),
            state=query["state"],
            connection_id=query["connection_id"],
        )


@lines.route("/<uuid:line_id>/assign")
class Assignment(MethodView):
    @requires(policies.IMPORT)
    @lines.arguments(NewAssignment)
    @lines.response(200, response(BankLine))
    @idempotent(BankLine)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any], line_id: UUID) -> BankLine:
        """Say which payment of the connection an open line is for."""
        return statements_service.assign_line(
            ctx, line_id, payment_id=wish["payment_id"], order_number=wish["order_number"]
        )


@lines.route("/<uuid:line_id>/ignore")
class Ignoring(MethodView):
    @requires(policies.IMPORT)
    @lines.arguments(NewReason)
    @lines.response(200, response(BankLine))
    @idempotent(BankLine)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any], line_id: UUID) -> BankLine:
        """Set an open line aside; its text and names are forgotten."""
        return statements_service.ignore_line(ctx, line_id, reason=wish["reason"])


@refunds.route("/<uuid:refund_id>/sent")
class RefundSent(MethodView):
    @requires(policies.IMPORT)
    @refunds.doc(operationId="markPaymentRefundSent")
    @refunds.response(200, response(SentRefund))
    @idempotent(payments.RefundView)
    def post(
        self, ctx: OrganizationContext, payment_id: UUID, refund_id: UUID
    ) -> payments.RefundView:
        """Say that a refund was sent at the bank; the buyer's order follows."""
        return statements_service.mark_refund_sent(ctx, payment_id, refund_id)


def _body() -> bytes:
    if request.mimetype not in TYPES:
        raise WrongStatementType(
            FieldError("#Content-Type", "Send the file itself as XML or CSV.", "wrong-type")
        )
    # Statements are larger than other bodies may be.
    request.max_content_length = MOST_BYTES
    if (request.content_length or 0) > MOST_BYTES:
        raise StatementTooLarge(limit_bytes=MOST_BYTES)
    return request.get_data(cache=True)


@payouts.route("")
class Payouts(MethodView):
    @requires(policies.READ)
    @payouts.arguments(PayoutArguments, location="query")
    @payouts.response(200, page_of(Payout))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Payout]:
        """List payouts, newest first."""
        return payouts_service.list_payouts(
            ctx,
            page_request(query["cursor"], query["limit"]),
            connection_id=query["connection_id"],
        )


@payouts.route("/refresh")
class Refresh(MethodView):
    @requires(policies.RECONCILE, limited="export")
    @payouts.arguments(NewRefresh)
    @payouts.response(200, response(Refreshed))
    @idempotent(Refreshed)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any]) -> Refreshed:
        """Read the report of a connection's provider now; a daily job does so by itself."""
        return payouts_service.refresh_payouts(ctx, wish["connection_id"], since=wish["since"])


@payouts.route("/<uuid:payout_id>")
class OnePayout(MethodView):
    @requires(policies.READ)
    @payouts.response(200, response(PayoutDetails))
    def get(self, ctx: OrganizationContext, payout_id: UUID) -> PayoutDetails:
        """Look at a payout, what it carried, and in what that disagrees with our payments."""
        return payouts_service.get_payout(ctx, payout_id)


@reconciliations.route("")
class Reconciliations(MethodView):
    @requires(policies.READ)
    @reconciliations.arguments(PageArguments, location="query")
    @reconciliations.response(200, page_of(Run))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Run]:
        """List reconciliations, newest first."""
        return reconciliation.list_runs(ctx, page_request(query["cursor"], query["limit"]))

    @requires(policies.RECONCILE, limited="export")
    @reconciliations.arguments(NewReconciliation)
    @reconciliations.response(200, response(Report))
    @idempotent(Report)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any]) -> Report:
        """Compare the books now; `repair` mends what is safe and keeps the rest as findings."""
        return reconciliation.reconcile(
            ctx, repair=wish["repair"], ask_provider=wish["ask_provider"]
        )


@findings.route("")
class Findings(MethodView):
    @requires(policies.READ)
    @findings.arguments(FindingArguments, location="query")
    @findings.response(200, page_of(Finding))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Finding]:
        """List findings, newest first; `state=open` wait for a person."""
        return reconciliation.list_findings(
            ctx, page_request(query["cursor"], query["limit"]), state=query["state"]
        )


@findings.route("/<uuid:finding_id>/settle")
class Settlement(MethodView):
    @requires(policies.RECONCILE)
    @findings.arguments(NewReason)
    @findings.response(200, response(Finding))
    @idempotent(Finding)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any], finding_id: UUID) -> Finding:
        """Say that a difference was dealt with, and how."""
        return reconciliation.settle_finding(ctx, finding_id, reason=wish["reason"])


blueprints = (reconciliations, findings, payouts, statements, lines, refunds)
