"""HTTP of payments: the providers' webhooks, and what members see of money."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, public, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.payments import policies
from turnout.modules.payments.schemas import (
    DeliveryArguments,
    DisputeArguments,
    LedgerArguments,
    NewCapture,
    NewDecision,
    PaymentArguments,
)
from turnout.modules.payments.service import captures, webhooks
from turnout.modules.payments.service import ledger as ledger_service
from turnout.modules.payments.service import payments as payments_service
from turnout.modules.payments.service.payments import decide_review
from turnout.modules.payments.types import (
    DeliveryView,
    Dispute,
    LedgerPage,
    OperationView,
    Payment,
    PaymentDetails,
    PlatformFeeRule,
)
from turnout_sdk.payments import Delivery

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
disputes = StrictBlueprint(
    "payment disputes",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/payment-disputes",
    description="Payments that buyers' banks ask back.",
)
fees = StrictBlueprint(
    "platform fee",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/platform-fee",
    description="What the platform takes of payments.",
)


@hooks.route("/<uuid:connection_id>")
class Hook(MethodView):
    @public("the adapter proves the sender by the signature over the raw body", limited="hooks")
    @hooks.doc(operationId="receivePaymentWebhook")
    @hooks.response(204)
    def post(self, ctx: PublicContext, connection_id: UUID) -> None:
        """Take a provider's delivery: checked, stored once, worked off afterwards.

        One that is not signed and only names a payment is not stored: the provider is asked.
        """
        delivery = Delivery(
            headers=dict(request.headers),
            body=request.get_data(cache=False),
            query=request.args.to_dict(),
        )
        webhooks.receive(ctx, connection_id, delivery)


@payments.route("")
class Payments(MethodView):
    @requires(policies.READ)
    @payments.arguments(PaymentArguments, location="query")
    @payments.response(200, page_of(Payment))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Payment]:
        """List payments by state, provider, period or reference, newest first."""
        return payments_service.list_payments(
            ctx, page_request(query["cursor"], query["limit"]), query["wanted"]
        )


@payments.route("/<uuid:payment_id>")
class OnePayment(MethodView):
    @requires(policies.READ)
    @payments.response(200, response(PaymentDetails))
    def get(self, ctx: OrganizationContext, payment_id: UUID) -> PaymentDetails:
        """Look at a payment, its refunds, what the provider was asked for and what it told."""
        return payments_service.get_payment(ctx, payment_id)


@payments.route("/<uuid:payment_id>/capture")
class Capture(MethodView):
    @requires(policies.COLLECT)
    @payments.arguments(NewCapture)
    @payments.response(202, response(OperationView))
    @idempotent(OperationView, required=True)
    def post(
        self, ctx: OrganizationContext, body: dict[str, Any], payment_id: UUID
    ) -> OperationView:
        """Collect an authorized payment, or a part; the provider is asked in the background."""
        return captures.capture_payment(ctx, payment_id, amount_minor=body["amount_minor"])


@payments.route("/<uuid:payment_id>/void")
class Void(MethodView):
    @requires(policies.COLLECT)
    @payments.response(202, response(OperationView))
    @idempotent(OperationView)
    def post(self, ctx: OrganizationContext, payment_id: UUID) -> OperationView:
        """Let go of an authorized or unpaid payment; the provider is asked in the background."""
        return captures.void_payment(ctx, payment_id)


@payments.route("/<uuid:payment_id>/approve")
class Approve(MethodView):
    @requires(policies.REVIEW)
    @payments.arguments(NewDecision)
    @payments.response(200, response(Payment))
    @idempotent(Payment)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], payment_id: UUID) -> Payment:
        """Let a payment that was held count as it is."""
        return decide_review(ctx, payment_id, approve=True, reason=body["reason"])


@payments.route("/<uuid:payment_id>/refuse")
class Refuse(MethodView):
    @requires(policies.REVIEW)
    @payments.arguments(NewDecision)
    @payments.response(200, response(Payment))
    @idempotent(Payment)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], payment_id: UUID) -> Payment:
        """Refuse a payment that was held, for good; what it collected goes back by itself."""
        return decide_review(ctx, payment_id, approve=False, reason=body["reason"])


@fees.route("")
class PlatformFee(MethodView):
    @requires(policies.READ)
    @fees.response(200, response(PlatformFeeRule))
    def get(self, ctx: OrganizationContext) -> PlatformFeeRule:
        """Look at what the platform takes of payments; its operator sets it."""
        return ledger_service.get_platform_fee(ctx)


@deliveries.route("")
class Deliveries(MethodView):
    @requires(policies.READ)
    @deliveries.arguments(DeliveryArguments, location="query")
    @deliveries.response(200, page_of(DeliveryView))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[DeliveryView]:
        """List what providers delivered; `state=dead` is what could not be read."""
        return webhooks.list_deliveries(
            ctx,
            page_request(query["cursor"], query["limit"]),
            state=query["state"],
            payment_id=query["payment_id"],
        )


@deliveries.route("/<uuid:delivery_id>/replay")
class Replay(MethodView):
    @requires(policies.REPLAY)
    @deliveries.response(202, response(DeliveryView))
    @idempotent(DeliveryView)
    def post(self, ctx: OrganizationContext, delivery_id: UUID) -> DeliveryView:
        """Have a delivery read again; what it tells never counts twice."""
        return webhooks.replay_delivery(ctx, delivery_id)


@ledger.route("")
class Ledger(MethodView):
    @requires(policies.READ)
    @ledger.arguments(LedgerArguments, location="query")
    @ledger.response(200, response(LedgerPage))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> LedgerPage:
        """Balances by account and currency, and the entries, newest first."""
        return ledger_service.get_ledger(
            ctx, page_request(query["cursor"], query["limit"]), payment_id=query["payment_id"]
        )


@disputes.route("")
class Disputes(MethodView):
    @requires(policies.READ)
    @disputes.arguments(DisputeArguments, location="query")
    @disputes.response(200, page_of(Dispute))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Dispute]:
        """List disputes that providers told of, newest first; `state=open` wait for an answer."""
        return payments_service.list_disputes(
            ctx,
            page_request(query["cursor"], query["limit"]),
            state=query["state"],
            connection_id=query["connection_id"],
        )


blueprints = (hooks, payments, deliveries, ledger, fees, disputes)
