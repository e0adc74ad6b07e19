"""HTTP of orders: baskets, payment, decisions, cancellation, refunds, answer files."""

from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import msgspec
from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext, TenantContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, public, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.application import current_request
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import CHALLENGE, WAITING_ROOM_PASS
from turnout.kernel.http.own_hosts import own_origin
from turnout.kernel.http.request_info import access_code, header_or_cookie, headers_of
from turnout.kernel.http.secret_tries import counting_wrong_codes, network
from turnout.kernel.security.address_proofs import ADDRESS_HEADER
from turnout.modules.discounts.api import DiscountCodeRefused
from turnout.modules.fraud_rules.api import Sender
from turnout.modules.member_lists.api import MemberNumberRefused
from turnout.modules.orders import policies, schemas, secrets, types
from turnout.modules.orders.answers import routes as answer_files
from turnout.modules.orders.answers import service as answers
from turnout.modules.orders.cancellation import service as cancellation
from turnout.modules.orders.cancellation.types import CancellationQuote, CancellationResult
from turnout.modules.orders.checkout import service as checkout
from turnout.modules.orders.checkout.channels import sold_by
from turnout.modules.orders.checkout.rules import AttendeeInput, Basket, BasketLine, Complimentary
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.secrets import requires_buyer_or
from turnout.modules.orders.service import buyer_email, orders, payment
from turnout.modules.orders.terms import routes as terms
from turnout.modules.orders.ticket_documents import routes as ticket_documents
from turnout.modules.sales_partners.api import PartnerCodeRefused
from turnout.modules.visits import api as visits
from turnout.modules.waiting_room import api as waiting_room

blueprint = StrictBlueprint(
    "orders",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders",
    description="Purchases, from basket to refund.",
)
attendees_blueprint = StrictBlueprint(
    "attendees",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/attendees",
    description="Who has a ticket for an event.",
)
ORDER = response(types.AnsweredOrder)
WRONG_CODES = (DiscountCodeRefused, PartnerCodeRefused, MemberNumberRefused)


@blueprint.route("")
class Orders(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(schemas.OrderArguments, location="query")
    @blueprint.response(200, page_of(types.OrderSummary, called="OrderPage"))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[types.OrderSummary]:
        """List orders, newest first."""
        return orders.list_orders(
            ctx,
            page_request(query["cursor"], query["limit"]),
            event_id=query["event_id"],
            state=query["state"],
            text=query["q"],
        )

    @public("anyone may buy", limited="purchase")
    @blueprint.arguments(schemas.BasketSchema)
    @blueprint.response(201, ORDER)
    def post(self, ctx: PublicContext, body: schemas.BasketShape) -> Response:
        """Hold tickets; a complete order for free tickets is confirmed at once."""
        if not body.codes and not body.partner and not body.member_number:
            return answer(_ordered(self, ctx, body), status=201, with_secret=True)
        with counting_wrong_codes(body.event_id, *WRONG_CODES):
            return answer(_ordered(self, ctx, body), status=201, with_secret=True)


@idempotent(types.Order)
def _ordered(_view: MethodView, ctx: PublicContext, body: schemas.BasketShape) -> types.Order:
    headers = current_request().headers
    held_pass = header_or_cookie(WAITING_ROOM_PASS, waiting_room.pass_cookie(body.event_id))
    if "Origin" not in headers:  # of a program; a browser came by the checkout's page
        waiting_room.count_arrival((ctx.organization_id, body.event_id))
    with waiting_room.measured(ctx.organization_id, body.event_id, held_pass):
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
                address_proof=headers.get(ADDRESS_HEADER, ""),
                accepted_terms=body.accepted_terms,
                codes=tuple(body.codes),
                member_number=body.member_number.strip(),
                currency=body.currency,
                waitlist_offer=body.waitlist_offer,
                waiting_room_pass=held_pass,
                sender=Sender(network(), headers.get(CHALLENGE, "")),
                sold_by=sold_by(
                    ctx,
                    partner=body.partner,
                    is_embedded=body.is_embedded,
                    embedding_origin=body.embedding_origin,
                    source=_source(body),
                ),
            ),
        )


def _source(body: schemas.BasketShape) -> visits.VisitSource | None:
    if body.source is None:
        return None
    return visits.source_of_order(body.source.value, headers_of(visits.HEADERS))


def _guests(given: list[dict[str, Any]]) -> tuple[AttendeeInput, ...]:
    return tuple(
        AttendeeInput(each["ticket_type_id"], each["name"], each["email"] or "") for each in given
    )


@blueprint.route("/complimentary")
class ComplimentaryOrders(MethodView):
    @requires(policies.GIVE_AWAY)
    @blueprint.doc(operationId="giveTicketsAway")
    @blueprint.arguments(schemas.ComplimentaryOrderSchema)
    @blueprint.response(201, ORDER)
    @idempotent(types.Order, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> types.Order:
        """Give tickets away: an order for nothing, confirmed at once, from the same stock."""
        return checkout.place_complimentary_order(
            ctx,
            Basket(
                event_id=body["event_id"],
                lines=tuple(BasketLine(**each) for each in body["lines"]),
                buyer_email=body["buyer"]["email"],
                buyer_name=body["buyer"]["name"],
                locale=body["buyer"]["locale"],
                attendees=_guests(body["attendees"]),
                complimentary=Complimentary(sends_mail=body["sends_mail"]),
            ),
        )


@blueprint.route("/<uuid:order_id>")
class OneOrder(MethodView):
    @requires_buyer_or(policies.READ)
    @blueprint.response(200, ORDER)
    def get(self, ctx: TenantContext, order_id: UUID) -> Response:
        """Look at an order."""
        return tagged_answer(orders.get_order(ctx, order_id))

    @requires_buyer_or(policies.EDIT)
    @blueprint.arguments(schemas.OrderUpdateSchema)
    @blueprint.response(200, ORDER)
    def patch(self, ctx: TenantContext, body: dict[str, Any], order_id: UUID) -> Response:
        """Name buyer and attendees, answer the form; a free order that is complete is confirmed.

        Of a confirmed order the team changes the buyer's name and language, and its answers.
        `If-Match` guards it.
        """
        guests = body.get("attendees")
        buyer = body.get("buyer", {})
        changes = orders.OrderUpdate(
            buyer_email=buyer.get("email"),
            buyer_name=buyer.get("name"),
            locale=buyer.get("locale"),
            attendees=None if guests is None else _guests(guests),
            answers=body.get("answers"),
            attendee_answers=tuple(each.get("answers", {}) for each in guests or ()),
            accepted_terms=body.get("accepted_terms"),
            address_proof=request.headers.get(ADDRESS_HEADER, ""),
            sender=Sender(network(), request.headers.get(CHALLENGE, "")),
        )
        return tagged_answer(orders.update_order(ctx, order_id, changes, version=if_match()))


@attendees_blueprint.route("")
class Attendees(MethodView):
    @requires(policies.READ)
    @attendees_blueprint.arguments(schemas.AttendeeArguments, location="query")
    @attendees_blueprint.response(200, page_of(types.EventAttendee))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[types.EventAttendee]:
        """List who has a ticket for an event, with their answers."""
        return orders.list_attendees(
            ctx,
            event_id,
            page_request(query["cursor"], query["limit"]),
            state=query["state"],
            text=query["q"],
        )


@blueprint.route("/<uuid:order_id>/payment-methods")
class PaymentMethods(MethodView):
    @requires_buyer_or(policies.READ)
    @blueprint.arguments(schemas.CountryArguments, location="query")
    @blueprint.response(200, response(types.PaymentOptions))
    def get(
        self, ctx: TenantContext, query: dict[str, Any], order_id: UUID
    ) -> types.PaymentOptions:
        """List how an order can be paid, by which plans, and what is under way."""
        return payment.list_payment_options(ctx, order_id, country=query["country"])


@blueprint.route("/<uuid:order_id>/payment")
class Payment(MethodView):
    @requires_buyer_or(policies.EDIT)
    @blueprint.doc(operationId="startOrderPayment")
    @blueprint.arguments(schemas.NewPaymentSchema)
    @blueprint.response(200, response(types.PaymentStarted))
    def post(
        self, ctx: TenantContext, body: dict[str, Any], order_id: UUID
    ) -> types.PaymentStarted:
        """Start paying what is due, or go on with it; the answer says what the buyer does next."""
        return payment.with_client_token(ctx, _payment_started(self, ctx, body, order_id))


@idempotent(types.PaymentStarted)
def _payment_started(
    _view: MethodView, ctx: TenantContext, body: dict[str, Any], order_id: UUID
) -> types.PaymentStarted:
    path = body.pop("return_path")
    return payment.start_payment(
        ctx,
        order_id,
        return_url=path and urljoin(own_origin(), path),
        choice=types.PaymentChoice(keeps_plan="plan_id" not in body, **body),
    )


@blueprint.route("/<uuid:order_id>/accept")
class Accept(MethodView):
    @requires(policies.APPROVE)
    @blueprint.arguments(schemas.DecisionSchema)
    @blueprint.response(200, ORDER)
    @idempotent(types.Order)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID) -> types.Order:
        """Accept an order under review: its money is collected, then it is confirmed."""
        return payment.accept_order(ctx, order_id, reason=body["reason"])


@blueprint.route("/<uuid:order_id>/decline")
class Decline(MethodView):
    @requires(policies.APPROVE)
    @blueprint.arguments(schemas.DecisionSchema)
    @blueprint.response(200, ORDER)
    @idempotent(types.Order)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID) -> types.Order:
        """Decline an order under review: it is cancelled and nobody is charged."""
        return payment.decline_order(ctx, order_id, reason=body["reason"])


@blueprint.route("/<uuid:order_id>/cancel")
class Cancel(MethodView):
    @requires_buyer_or(policies.EDIT)
    @blueprint.response(200, ORDER)
    @idempotent(types.Order)
    def post(self, ctx: TenantContext, order_id: UUID) -> types.Order:
        """Cancel an order that holds no money."""
        return orders.cancel_order(ctx, order_id)


@blueprint.route("/<uuid:order_id>/correct-email")
class CorrectEmail(MethodView):
    @requires(policies.EDIT)
    @blueprint.arguments(schemas.EmailCorrectionSchema)
    @blueprint.response(200, ORDER)
    @idempotent(types.Order)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID) -> types.Order:
        """Correct the buyer's address; links and ticket codes sent to the former one end.

        `If-Match` guards it.
        """
        return buyer_email.correct_email(ctx, order_id, email=body["email"], version=if_match())


@blueprint.route("/<uuid:order_id>/refunds")
class Refunds(MethodView):
    @requires(policies.REFUND)
    @blueprint.arguments(schemas.NewRefundSchema)
    @blueprint.response(202, response(types.RefundRequested))
    @idempotent(types.RefundRequested, required=True)
    def post(
        self, ctx: OrganizationContext, body: dict[str, Any], order_id: UUID
    ) -> types.RefundRequested:
        """Refund in full, or a part; the provider is asked in the background."""
        return refunds.refund_order(ctx, order_id, **body)


def answer(order: types.Order, *, status: int = 200, with_secret: bool = False) -> Response:
    """An order as JSON, encoded in one step; `AnsweredOrder` documents the same shape."""
    data = msgspec.json.encode(order)
    if with_secret:
        data = data[:-1] + b',"secret":"' + secrets.order_secret(order.id, 0).encode() + b'"}'
    return Response(data, status, content_type="application/json")


def tagged_answer(order: types.Order) -> Response:
    """The same with the version that its caller sees."""
    _, _, headers = with_etag(order)
    tagged = answer(order)
    tagged.headers.update(headers)
    return tagged


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
    @own_blueprint.arguments(schemas.AttendeeChangeSchema)
    @own_blueprint.response(200, response(types.OrderAttendee))
    def patch(
        self, ctx: TenantContext, body: dict[str, Any], order_id: UUID, attendee_id: UUID
    ) -> types.OrderAttendee:
        """Correct an attendee of a confirmed order, or let another come, by a new code.

        `If-Match` with the order's ETag guards it.
        """
        return answers.update_attendee(
            ctx,
            order_id,
            attendee_id=attendee_id,
            changes=answers.AttendeeUpdate(**body),
            version=if_match(),
        )


@own_blueprint.route("/cancellation")
class Cancellation(MethodView):
    @requires_buyer_or(policies.READ)
    @own_blueprint.arguments(schemas.TicketArguments, location="query")
    @own_blueprint.response(200, response(CancellationQuote))
    def get(self, ctx: TenantContext, query: dict[str, Any], order_id: UUID) -> CancellationQuote:
        """Say exactly what would come back for these tickets, or for all without `ticket_id`."""
        return cancellation.quote_cancellation(ctx, order_id, ticket_ids=query["ticket_id"])

    @requires_buyer_or(policies.EDIT)
    @own_blueprint.doc(operationId="cancelOrderTickets")
    @own_blueprint.arguments(schemas.NewCancellationSchema)
    @own_blueprint.response(202, response(CancellationResult))
    @idempotent(CancellationResult)
    def post(self, ctx: TenantContext, body: dict[str, Any], order_id: UUID) -> CancellationResult:
        """Cancel by the terms of the event, for exactly the amount that was shown."""
        return cancellation.cancel_tickets(ctx, order_id, **body)


@returns_blueprint.route("/<uuid:order_id>/return")
class Returns(MethodView):
    @requires_buyer_or(policies.EDIT)
    @returns_blueprint.response(200, ORDER)
    @idempotent(types.Order)
    def post(self, ctx: TenantContext, order_id: UUID) -> types.Order:
        """Have the money back, where buyers were asked; the tickets are void then."""
        return cancellation.claim_event_refund(ctx, order_id)


blueprints = (
    blueprint,
    ticket_documents.blueprint,
    attendees_blueprint,
    terms.plans_blueprint,
    returns_blueprint,
    answer_files.blueprint,
    own_blueprint,
    terms.blueprint,
)
