"""HTTP of a purchase: place, complete, pay, look at, cancel, refund."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urljoin
from uuid import UUID

import msgspec
from flask import Response
from flask.views import MethodView

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http import holder_or, idempotent, public, requires
from turnout.kernel.pagination import Page, page_request
from turnout.kernel.parsing import StrictBlueprint
from turnout.modules.orders import policies, secrets
from turnout.modules.orders.rules import Basket, Guest, Wish
from turnout.modules.orders.schemas import (
    BasketSchema,
    BasketShape,
    ChangesSchema,
    OrderArguments,
    OrderPageSchema,
    OrderSchema,
    PaymentFields,
    PaymentStartedSchema,
    RefundFields,
    RefundSchema,
)
from turnout.modules.orders.service import changing, paying, placing
from turnout.modules.orders.views import OrderSummary, OrderView

V = TypeVar("V", bound=Callable[..., Any])
blueprint = StrictBlueprint(
    "orders",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders",
    description="Purchases, from basket to refund.",
)


def opens(permission: str) -> Callable[[V], V]:
    """The buyer by the order's secret, or a member by a permission."""
    return holder_or(permission, header=secrets.HEADER, path_id="order_id", proves=secrets.proves)


@blueprint.route("")
class Orders(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(OrderArguments, location="query")
    @blueprint.response(200, OrderPageSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[OrderSummary]:
        """List orders, newest first."""
        return changing.list_orders(
            ctx,
            page_request(query["cursor"], query["limit"]),
            event_id=query["event_id"],
            state=query["state"],
            text=query["q"],
        )

    @public("anyone may buy", limited="purchase")
    @blueprint.arguments(BasketSchema)
    @blueprint.response(201, OrderSchema)
    def post(self, ctx: PublicContext, body: BasketShape) -> Response:
        """Hold tickets; a complete order for free tickets is confirmed at once."""
        return _place(self, ctx, body)


@idempotent(OrderView)
def _ordered(_view: MethodView, ctx: PublicContext, body: BasketShape) -> OrderView:
    return placing.place_order(
        ctx,
        Basket(
            event_id=body.event_id,
            lines=tuple(Wish(line.ticket_type_id, line.quantity) for line in body.lines),
            buyer_email=body.buyer.email if body.buyer else "",
            buyer_name=body.buyer.name if body.buyer else "",
            locale=body.buyer.locale if body.buyer else "en",
            attendees=tuple(
                Guest(each.ticket_type_id, each.name, each.email or "") for each in body.attendees
            ),
        ),
    )


def _place(view: MethodView, ctx: PublicContext, body: BasketShape) -> Response:
    return answer(_ordered(view, ctx, body), status=201, with_secret=True)


@blueprint.route("/<uuid:order_id>")
class OneOrder(MethodView):
    @opens(policies.READ)
    @blueprint.response(200, OrderSchema)
    def get(self, ctx: OrganizationContext | PublicContext, order_id: UUID) -> Response:
        """Look at an order."""
        return answer(changing.open_order(ctx, order_id))

    @opens(policies.EDIT)
    @blueprint.arguments(ChangesSchema)
    @blueprint.response(200, OrderSchema)
    def patch(
        self, ctx: OrganizationContext | PublicContext, body: dict[str, Any], order_id: UUID
    ) -> Response:
        """Name buyer and attendees; a free order that is complete then is confirmed."""
        guests = body.get("attendees")
        buyer = body.get("buyer", {})
        changes = changing.Changes(
            buyer_email=buyer.get("email"),
            buyer_name=buyer.get("name"),
            locale=buyer.get("locale"),
            attendees=None
            if guests is None
            else tuple(
                Guest(each["ticket_type_id"], each["name"], each["email"] or "") for each in guests
            ),
        )
        return answer(changing.change_order(ctx, order_id, changes))


@blueprint.route("/<uuid:order_id>/payment")
class Payment(MethodView):
    @opens(policies.EDIT)
    @blueprint.arguments(PaymentFields)
    @blueprint.response(200, PaymentStartedSchema)
    def post(
        self, ctx: OrganizationContext | PublicContext, body: dict[str, Any], order_id: UUID
    ) -> paying.PaymentStarted:
        """Start paying; the answer says where the buyer goes next."""
        secret = secrets.order_secret(order_id)
        path = body["return_path"] or f"/orders/{ctx.organization_id}/{order_id}/{secret}"
        return_url = urljoin(runtime.current().settings.public_url, path)
        return paying.start_payment(ctx, order_id, return_url=return_url)


@blueprint.route("/<uuid:order_id>/cancel")
class Cancel(MethodView):
    @opens(policies.EDIT)
    @blueprint.response(200, OrderSchema)
    @idempotent(OrderView)
    def post(self, ctx: OrganizationContext | PublicContext, order_id: UUID) -> OrderView:
        """Cancel an order that holds no money."""
        return changing.cancel_order(ctx, order_id)


@blueprint.route("/<uuid:order_id>/refunds")
class Refunds(MethodView):
    @requires(policies.REFUND)
    @blueprint.arguments(RefundFields)
    @blueprint.response(202, RefundSchema)
    @idempotent(paying.RefundAsked, required=True)
    def post(
        self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID
    ) -> paying.RefundAsked:
        """Refund in full, or a part; the provider is asked in the background."""
        return paying.refund_order(
            ctx, order_id, amount_minor=body["amount_minor"], reason=body["reason"]
        )


def answer(order: OrderView, *, status: int = 200, with_secret: bool = False) -> Response:
    """An order as JSON, encoded in one step; `OrderSchema` documents the same shape."""
    data = msgspec.json.encode(order)
    if with_secret:
        data = data[:-1] + b',"secret":"' + secrets.order_secret(order.id).encode() + b'"}'
    return Response(data, status, content_type="application/json")


blueprints = (blueprint,)
