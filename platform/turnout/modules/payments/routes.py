"""HTTP of payments: the providers' webhooks, and what members see of money."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http import public, requires
from turnout.kernel.pagination import Page, page_request
from turnout.kernel.parsing import StrictBlueprint
from turnout.modules.payments import policies
from turnout.modules.payments.records import DeliveryView, PaymentDetails, PaymentView
from turnout.modules.payments.schemas import (
    DeliveryArguments,
    DeliveryPageSchema,
    DeliverySchema,
    LedgerArguments,
    LedgerPageSchema,
    PaymentArguments,
    PaymentDetailsSchema,
    PaymentPageSchema,
)
from turnout.modules.payments.service import reading, receiving

hooks = StrictBlueprint(
    "payment hooks",
    __name__,
    url_prefix="/hooks/v1/payments/<uuid:organization_id>",
    description="Where payment providers deliver.",
)
payments = StrictBlueprint(
    "payments",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payments",
    description="Payments as the providers tell them.",
)
deliveries = StrictBlueprint(
    "payment deliveries",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payment-deliveries",
    description="The inbox of payment providers' webhooks.",
)
ledger = StrictBlueprint(
    "ledger",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/ledger",
    description="The double-entry ledger.",
)


@hooks.route("/<uuid:connection_id>")
class Hook(MethodView):
    @public("the adapter proves the sender by the signature over the raw body", limited="hooks")
    @hooks.response(204)
    def post(self, ctx: PublicContext, connection_id: UUID) -> None:
        """Take a provider's delivery: checked, stored once, worked off afterwards."""
        receiving.receive(
            ctx, connection_id, headers=dict(request.headers), body=request.get_data(cache=False)
        )


@payments.route("")
class Payments(MethodView):
    @requires(policies.READ)
    @payments.arguments(PaymentArguments, location="query")
    @payments.response(200, PaymentPageSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[PaymentView]:
        """List payments, newest first."""
        return reading.list_payments(
            ctx,
            page_request(query["cursor"], query["limit"]),
            reference=query["reference"],
            state=query["state"],
        )


@payments.route("/<uuid:payment_id>")
class OnePayment(MethodView):
    @requires(policies.READ)
    @payments.response(200, PaymentDetailsSchema)
    def get(self, ctx: OrganizationContext, payment_id: UUID) -> PaymentDetails:
        """Look at a payment, its refunds and what the provider told."""
        return reading.get_payment(ctx, payment_id)


@deliveries.route("")
class Deliveries(MethodView):
    @requires(policies.READ)
    @deliveries.arguments(DeliveryArguments, location="query")
    @deliveries.response(200, DeliveryPageSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[DeliveryView]:
        """List what providers delivered; `state=dead` is what could not be read."""
        return receiving.list_deliveries(
            ctx, page_request(query["cursor"], query["limit"]), state=query["state"]
        )


@deliveries.route("/<uuid:delivery_id>/replay")
class Replay(MethodView):
    @requires(policies.REPLAY)
    @deliveries.response(202, DeliverySchema)
    def post(self, ctx: OrganizationContext, delivery_id: UUID) -> DeliveryView:
        """Have a delivery read again; what it tells never counts twice."""
        return receiving.replay_delivery(ctx, delivery_id)


@ledger.route("")
class Ledger(MethodView):
    @requires(policies.READ)
    @ledger.arguments(LedgerArguments, location="query")
    @ledger.response(200, LedgerPageSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> reading.LedgerPage:
        """Balances by account and currency, and the entries, newest first."""
        return reading.read_ledger(ctx, page_request(query["cursor"], query["limit"]))


blueprints = (hooks, payments, deliveries, ledger)
