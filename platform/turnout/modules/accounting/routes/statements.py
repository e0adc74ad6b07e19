"""HTTP of bank statements: the file is the body; its open lines are decided about."""

from typing import Any, Final
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import FieldError
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.accounting import policies
from turnout.modules.accounting.errors import StatementTooLarge, WrongStatementType
from turnout.modules.accounting.schemas.statements import (
    AssignmentFields,
    ImportArguments,
    LineArguments,
    ReasonFields,
    SentRefundSchema,
    StatementLinePageSchema,
    StatementLineSchema,
    StatementReportSchema,
)
from turnout.modules.accounting.service import statements as service
from turnout.modules.accounting.types import ImportReport, LineView
from turnout.modules.payments import api as payments

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


@statements.route("")
class Statements(MethodView):
    @requires(policies.IMPORT, limited="export")
    @statements.doc(**BODY)
    @statements.arguments(ImportArguments, location="query")
    @statements.response(200, StatementReportSchema)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any]) -> ImportReport:
        """Import a bank's statement; the same line twice changes nothing."""
        return service.import_statement(
            ctx, wish["connection_id"], _body(), is_dry_run=wish["dry_run"]
        )


@lines.route("")
class Lines(MethodView):
    @requires(policies.IMPORT)
    @lines.arguments(LineArguments, location="query")
    @lines.response(200, StatementLinePageSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[LineView]:
        """List lines of statements, newest first; `state=unmatched` wait for a person."""
        return service.list_lines(
            ctx,
            page_request(query["cursor"], query["limit"]),
            state=query["state"],
            connection_id=query["connection_id"],
        )


@lines.route("/<uuid:line_id>/assign")
class Assignment(MethodView):
    @requires(policies.IMPORT)
    @lines.arguments(AssignmentFields)
    @lines.response(200, StatementLineSchema)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any], line_id: UUID) -> LineView:
        """Say which payment of the connection an open line is for."""
        return service.assign_line(
            ctx, line_id, payment_id=wish["payment_id"], order_number=wish["order_number"]
        )


@lines.route("/<uuid:line_id>/ignore")
class Ignoring(MethodView):
    @requires(policies.IMPORT)
    @lines.arguments(ReasonFields)
    @lines.response(200, StatementLineSchema)
    def post(self, ctx: OrganizationContext, wish: dict[str, Any], line_id: UUID) -> LineView:
        """Set an open line aside; its text and names are forgotten."""
        return service.ignore_line(ctx, line_id, reason=wish["reason"])


@refunds.route("/<uuid:refund_id>/sent")
class SentRefund(MethodView):
    @requires(policies.IMPORT)
    @refunds.response(200, SentRefundSchema)
    def post(
        self, ctx: OrganizationContext, payment_id: UUID, refund_id: UUID
    ) -> payments.RefundView:
        """Say that a refund was sent at the bank; the buyer's order follows."""
        return service.mark_refund_sent(ctx, payment_id, refund_id)


def _body() -> bytes:
    if request.mimetype not in TYPES:
        raise WrongStatementType(
            FieldError("#Content-Type", "Send the file itself as XML or CSV.", "wrong-type")
        )
    # Statements are larger than other bodies may be.
    request.max_content_length = MOST_BYTES
    if (request.content_length or 0) > MOST_BYTES:
        raise StatementTooLarge(limit_bytes=MOST_BYTES)
    return request.get_data(cache=False)
