"""HTTP of orders: place, update, pay, accept, decline, cancel, refund."""

from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import msgspec
from flask import Response
from flask.views import MethodView

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, public, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import access_code
from turnout.modules.orders import policies, secrets
from turnout.modules.orders.answers import service as answers
from turnout.modules.orders.answers.routes import blueprint as files_blueprint
from turnout.modules.orders.cancellation import service as cancellation
from turnout.modules.orders.checkout import service as checkout
from turnout.modules.orders.checkout.rules import AttendeeInput, Basket, BasketLine
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.schemas import (
    AttendeeUpdateSchema,
    BasketSchema,
    BasketShape,
    CountryArguments,
    DecisionSchema,
    NewCancellationSchema,
    NewPaymentSchema,
    NewRefundSchema,
    OrderArguments,
    OrderUpdateSchema,
    TicketArguments,
)
from turnout.modules.orders.secrets import requires_buyer_or
from turnout.modules.orders.service import event_cancellation, orders, payment
from turnout.modules.orders.terms.routes import plans_blueprint, terms_blueprint
from turnout.modules.orders.types import (
    AnsweredOrder,
    CancellationQuote,
    CancellationResult,
    Order,
    OrderAttendee,
    OrderSummary,
    PaymentChoice,
    PaymentOptions,
    PaymentStarted,
    RefundRequested,
)

blueprint = StrictBlueprint(
    "orders",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders",
    description="Purchases, from basket to refund.",
)
ORDER = response(AnsweredOrder)


@blueprint.route("")
class Orders(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(OrderArguments, location="query")
    @blueprint.response(200, page_of(OrderSummary, called="OrderPage"))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[OrderSummary]:
        """List orders, newest first."""
        return orders.list_orders(
            ctx,
            page_request(query["cursor"], query["limit"]),
            event_id=query["event_id"],
            state=query["state"],
            text=query["q"],
        )

    @public("anyone may buy", limited="purchase")
    @blueprint.arguments(BasketSchema)
    @blueprint.response(201, ORDER)
    def post(self, ctx: PublicContext, body: BasketShape) -> Response:
        """Hold tickets; a complete order for free tickets is confirmed at once."""
        return _place(self, ctx, body)


@idempotent(Order)
def _ordered(_view: MethodView, ctx: PublicContext, body: BasketShape) -> Order:
    return checkout.place_order(
        ctx,
        Basket(
            event_id=body.event_id,
            lines=tuple(
                BasketLine(line.ticket_type_id, line.quantity, line.amount_minor)
                for line in body.lines
            ),
            buyer_email=body.buyer.email if body.buyer else "",
            buyer_name=body.buyer.name if body.buyer else "",
            locale=body.buyer.locale if body.buyer else "en",
            attendees=tuple(
                AttendeeInput(each.ticket_type_id, each.name, each.email or "")
                for each in body.attendees
            ),
            access_code=access_code(),
            accepted_terms=body.accepted_terms,
        ),
    )


def _place(view: MethodView, ctx: PublicContext, body: BasketShape) -> Response:
    return answer(_ordered(view, ctx, body), status=201, with_secret=True)


@blueprint.route("/<uuid:order_id>")
class OneOrder(MethodView):
    @requires_buyer_or(policies.READ)
    @blueprint.response(200, ORDER)
    def get(self, ctx: OrganizationContext | PublicContext, order_id: UUID) -> Response:
        """Look at an order."""
        return answer(orders.get_order(ctx, order_id))

    @requires_buyer_or(policies.EDIT)
    @blueprint.arguments(OrderUpdateSchema)
    @blueprint.response(200, ORDER)
    def patch(
        self, ctx: OrganizationContext | PublicContext, body: dict[str, Any], order_id: UUID
    ) -> Response:
        """Name buyer and attendees, answer the form; a free order that is complete is confirmed."""
        guests = body.get("attendees")
        buyer = body.get("buyer", {})
        changes = orders.OrderUpdate(
            buyer_email=buyer.get("email"),
            buyer_name=buyer.get("name"),
            locale=buyer.get("locale"),
            attendees=None
            if guests is None
            else tuple(
                AttendeeInput(each["ticket_type_id"], each["name"], each["email"] or "")
                for each in guests
            ),
            answers=body.get("answers"),
            attendee_answers=tuple(each.get("answers", {}) for each in guests or ()),
            accepted_terms=body.get("accepted_terms"),
        )
        return answer(orders.update_order(ctx, order_id, changes))


@blueprint.route("/<uuid:order_id>/payment-methods")
class PaymentMethods(MethodView):
    @requires_buyer_or(policies.READ)
    @blueprint.arguments(CountryArguments, location="query")
    @blueprint.response(200, response(PaymentOptions))
    def get(
        self, ctx: OrganizationContext | PublicContext, query: dict[str, Any], order_id: UUID
    ) -> PaymentOptions:
        """List how an order can be paid, by which plans, and what is under way."""
        return payment.list_payment_options(ctx, order_id, country=query["country"])


@blueprint.route("/<uuid:order_id>/payment")
class Payment(MethodView):
    @requires_buyer_or(policies.EDIT)
    @blueprint.arguments(NewPaymentSchema)
    @blueprint.response(200, response(PaymentStarted))
    def post(
        self, ctx: OrganizationContext | PublicContext, body: dict[str, Any], order_id: UUID
    ) -> PaymentStarted:
        """Start paying what is due, or go on with it; the answer says what the buyer does next."""
        secret = secrets.order_secret(order_id)
        path = body.pop("return_path") or f"/orders/{ctx.organization_id}/{order_id}/{secret}"
        return payment.start_payment(
            ctx,
            order_id,
            return_url=urljoin(runtime.current().settings.public_url, path),
            choice=PaymentChoice(keeps_plan="plan_id" not in body, **body),
        )


@blueprint.route("/<uuid:order_id>/accept")
class Accept(MethodView):
    @requires(policies.APPROVE)
    @blueprint.arguments(DecisionSchema)
    @blueprint.response(200, ORDER)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID) -> Response:
        """Accept an order under review: its money is collected, then it is confirmed."""
        return answer(payment.accept_order(ctx, order_id, reason=body["reason"]))


@blueprint.route("/<uuid:order_id>/decline")
class Decline(MethodView):
    @requires(policies.APPROVE)
    @blueprint.arguments(DecisionSchema)
    @blueprint.response(200, ORDER)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID) -> Response:
        """Decline an order under review: it is cancelled and nobody is charged."""
        return answer(payment.decline_order(ctx, order_id, reason=body["reason"]))


@blueprint.route("/<uuid:order_id>/cancel")
class Cancel(MethodView):
    @requires_buyer_or(policies.EDIT)
    @blueprint.response(200, ORDER)
    @idempotent(Order)
    def post(self, ctx: OrganizationContext | PublicContext, order_id: UUID) -> Order:
        """Cancel an order that holds no money."""
        return orders.cancel_order(ctx, order_id)


@blueprint.route("/<uuid:order_id>/refunds")
class Refunds(MethodView):
    @requires(policies.REFUND)
    @blueprint.arguments(NewRefundSchema)
    @blueprint.response(202, response(RefundRequested))
    @idempotent(RefundRequested, required=True)
    def post(
        self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID
    ) -> RefundRequested:
        """Refund in full, or a part; the provider is asked in the background."""
        return refunds.refund_order(
            ctx,
            order_id,
            amount_minor=body["amount_minor"],
            reason=body["reason"],
            return_id=body["return_id"],
        )


def answer(order: Order, *, status: int = 200, with_secret: bool = False) -> Response:
    """An order as JSON, encoded in one step; `AnsweredOrder` documents the same shape."""
    data = msgspec.json.encode(order)
    if with_secret:
        data = data[:-1] + b',"secret":"' + secrets.order_secret(order.id).encode() + b'"}'
    return Response(data, status, content_type="application/json")


own_blueprint = StrictBlueprint(
    "order-rights",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="What buyers do with their orders by themselves.",
)
returns_blueprint = StrictBlueprint(
    "order-returns",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders",
    description="Orders of events that were called off or put off",
)


@own_blueprint.route("/attendees/<uuid:attendee_id>")
class OneAttendee(MethodView):
    @requires_buyer_or(policies.EDIT)
    @own_blueprint.arguments(AttendeeUpdateSchema)
    @own_blueprint.response(200, response(OrderAttendee))
    def patch(
        self,
        ctx: OrganizationContext | PublicContext,
        body: dict[str, Any],
        order_id: UUID,
        attendee_id: UUID,
    ) -> OrderAttendee:
        """Correct an attendee of a confirmed order; the ticket bears the new name."""
        changes = answers.AttendeeUpdate(**body)
        return answers.update_attendee(ctx, order_id, attendee_id=attendee_id, changes=changes)


@own_blueprint.route("/cancellation")
class Cancellation(MethodView):
    @requires_buyer_or(policies.READ)
    @own_blueprint.arguments(TicketArguments, location="query")
    @own_blueprint.response(200, response(CancellationQuote))
    def get(
        self, ctx: OrganizationContext | PublicContext, query: dict[str, Any], order_id: UUID
    ) -> CancellationQuote:
        """Say exactly what would come back for these tickets, or for all without `ticket_id`."""
        return cancellation.quote_cancellation(ctx, order_id, ticket_ids=query["ticket_id"])

    @requires_buyer_or(policies.EDIT)
    @own_blueprint.arguments(NewCancellationSchema)
    @own_blueprint.response(202, response(CancellationResult))
    @idempotent(CancellationResult)
    def post(
        self, ctx: OrganizationContext | PublicContext, body: dict[str, Any], order_id: UUID
    ) -> CancellationResult:
        """Cancel by the terms of the event, for exactly the amount that was shown."""
        return cancellation.cancel_tickets(
            ctx, order_id, ticket_ids=body["ticket_ids"], amount_minor=body["amount_minor"]
        )


@returns_blueprint.route("/<uuid:order_id>/return")
class Returns(MethodView):
    @requires_buyer_or(policies.EDIT)
    @returns_blueprint.response(200, ORDER)
    def post(self, ctx: OrganizationContext | PublicContext, order_id: UUID) -> Response:
        """Have the money back, where buyers were asked; the tickets are void then."""
        return answer(event_cancellation.claim_event_refund(ctx, order_id))


blueprints = (
    blueprint,
    plans_blueprint,
    returns_blueprint,
    files_blueprint,
    own_blueprint,
    terms_blueprint,
)
