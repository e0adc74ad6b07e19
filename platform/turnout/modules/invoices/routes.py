"""HTTP of invoices: lists, files, issuing, who is billed and who sells."""

from typing import Any, TypeAlias
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import file_answer, file_document, list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.invoices import policies, service
from turnout.modules.invoices.schemas import (
    BillingUpdate,
    InvoiceArguments,
    SellerSettingsUpdate,
)
from turnout.modules.invoices.types import (
    Billing,
    BillingView,
    Invoice,
    InvoiceFile,
    SellerSettings,
)
from turnout.modules.orders import api as orders

Tagged: TypeAlias = tuple[SellerSettings, int, dict[str, str]]
PDF = "application/pdf"
DOCUMENT = file_document(PDF, "The PDF")

blueprint = StrictBlueprint(
    "invoices",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Invoices and credit notes.",
)


@blueprint.route("/invoices")
class Invoices(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(InvoiceArguments, location="query")
    @blueprint.response(200, page_of(Invoice))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Invoice]:
        """List invoices and credit notes, newest first."""
        return service.list_invoices(
            ctx,
            page_request(query["cursor"], query["limit"]),
            event_id=query["event_id"],
            kind=query["kind"],
        ).map(Invoice.of)


@blueprint.route("/invoices/<uuid:invoice_id>.pdf")
class InvoicePdf(MethodView):
    @requires(policies.READ)
    @blueprint.doc(**DOCUMENT)
    def get(self, ctx: OrganizationContext, invoice_id: UUID) -> Response:
        """Download a document; for a business buyer it carries the e-invoice inside."""
        return _pdf(service.open_pdf(ctx, invoice_id))


@blueprint.route("/orders/<uuid:order_id>/invoices")
class InvoicesOfOrder(MethodView):
    @orders.requires_buyer_or(policies.READ)
    @blueprint.response(200, list_of(Invoice))
    def get(self, ctx: TenantContext, order_id: UUID) -> dict[str, list[Invoice]]:
        """List the invoice of an order and its credit notes."""
        return {"items": [Invoice.of(each) for each in service.list_of_order(ctx, order_id)]}

    @requires(policies.ISSUE)
    @blueprint.response(200, response(Invoice))
    @idempotent(Invoice)
    def post(self, ctx: OrganizationContext, order_id: UUID) -> Invoice:
        """Issue the invoice of a confirmed order, or give the one that is there.

        Paid orders get theirs by themselves; this is for free ones.
        """
        return service.issue_invoice(ctx, order_id)


@blueprint.route("/orders/<uuid:order_id>/invoices/<uuid:invoice_id>.pdf")
class InvoicePdfOfOrder(MethodView):
    @orders.requires_buyer_or(policies.READ)
    @blueprint.doc(**DOCUMENT)
    def get(self, ctx: TenantContext, order_id: UUID, invoice_id: UUID) -> Response:
        """Download a document of an order, as its buyer or a member."""
        return _pdf(service.open_pdf(ctx, invoice_id, order_id=order_id))


@blueprint.route("/orders/<uuid:order_id>/billing")
class BillingOfOrder(MethodView):
    @orders.requires_buyer_or(policies.READ)
    @blueprint.response(200, response(BillingView))
    def get(self, ctx: TenantContext, order_id: UUID) -> BillingView:
        """Show whom an order is billed to."""
        return service.get_billing(ctx, order_id)

    @orders.requires_buyer_or(policies.ISSUE)
    @blueprint.doc(operationId="setOrderBilling")
    @blueprint.arguments(BillingUpdate)
    @blueprint.response(200, response(BillingView))
    @idempotent(BillingView)
    def post(self, ctx: TenantContext, details: Billing, order_id: UUID) -> BillingView:
        """Say whom an order is billed to: company, address, tax id. Until the invoice is issued."""
        return service.set_billing(ctx, order_id, details)


@blueprint.route("/invoice-settings")
class Settings(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(SellerSettings))
    def get(self, ctx: OrganizationContext) -> Tagged:
        """Show what invoices say of the organization."""
        return with_etag(service.get_settings(ctx))

    @requires(policies.CONFIGURE, confirmed=True)
    @blueprint.arguments(SellerSettingsUpdate)
    @blueprint.response(200, response(SellerSettings))
    def put(self, ctx: OrganizationContext, settings: SellerSettings) -> Tagged:
        """Replace what the next invoices say of the organization; `If-Match` guards them."""
        return with_etag(service.set_settings(ctx, settings, version=if_match()))


def _pdf(file: InvoiceFile) -> Response:
    return file_answer(file.content, f"{file.number}.pdf", media_type=PDF)


blueprints = (blueprint,)
