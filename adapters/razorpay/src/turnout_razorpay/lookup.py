"""Lookups at Razorpay: how a payment stands, and what an idempotency key created."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import razorpay

from turnout_razorpay.amounts import from_provider
from turnout_razorpay.observations import (
    REFUND_KINDS,
    Json,
    ObservationContext,
    authorized,
    context_of,
    dispute_kinds,
    dispute_update,
    ended,
    is_captured,
    is_lapsed,
    is_let_go,
    is_manual,
    paid,
    refund_update,
)
from turnout_razorpay.request_bodies import (
    CAPTURE_KEY,
    KEY,
    VOID_KEY,
    link_tag,
    notes_of,
    order_tag,
)
from turnout_sdk.errors import Declined, Misconfigured
from turnout_sdk.payments import (
    REFUND_STATES,
    FactKind,
    Flow,
    NextAction,
    Operation,
    OperationState,
    Update,
)

PAGE_SIZE, MOST_PAGES = 100, 3
_REF = re.compile(r"(plink|order)_[A-Za-z0-9]{1,40}")
_LINK_STATES = {
    "created": OperationState.NEEDS_ACTION,
    "paid": OperationState.SUCCEEDED,
    "expired": OperationState.FAILED,
    "cancelled": OperationState.CANCELLED,
}
_LINK_ENDINGS = {
    "expired": (FactKind.PAYMENT_FAILED, "expired"),
    "cancelled": (FactKind.PAYMENT_VOIDED, None),
}


class Lookup:
    """Reads objects for one verb and says what they add up to; `key_id` is for browsers."""

    def __init__(self, api: razorpay.Client, account: str, *, key_id: str = "") -> None:
        self._api, self._account, self._key_id = api, account, key_id

    def fields_of(self, order: Json) -> NextAction:
        """Hand over the order's id, and what Razorpay's script wants to be told again."""
        return NextAction(
            flow=Flow.EMBEDDED,
            client_token=order["id"],
            client_options={
                "key_id": self._key_id,
                "amount": str(order["amount"]),
                "currency": order["currency"],
            },
        )

    def payment(self, provider_ref: str) -> Operation:
        """Say how a payment stands, with every fact that webhooks told or should have told."""
        if is_link(provider_ref):
            return self.of_link(self.link(provider_ref))
        return self.of_order(self.order(provider_ref))

    def link(self, provider_ref: str) -> dict[str, Any]:
        return dict(self._api.payment_link.fetch(provider_ref))

    def order(self, provider_ref: str) -> dict[str, Any]:
        return dict(self._api.order.fetch(provider_ref))

    def attempts(self, order_id: str) -> list[dict[str, Any]]:
        return list(self._api.order.payments(order_id)["items"])

    def collected(self, provider_ref: str) -> tuple[dict[str, Any], str | None]:
        """Find the attempt that was captured, and our reference; Declined when there is none."""
        is_page = is_link(provider_ref)
        holder = self.link(provider_ref) if is_page else self.order(provider_ref)
        attempts = self._link_attempts(holder) if is_page else self.attempts(provider_ref)
        captured = [each for each in attempts if is_captured(each)]
        if not captured:
            raise Declined("nothing-collected", "Nothing was collected by this payment.")
        return captured[0], context_of(holder, self._account).reference

    def of_link(self, link: Json) -> Operation:
        attempts = self._link_attempts(link)
        context, state = context_of(link, self._account), _LINK_STATES.get(link["status"])
        facts = self._of_collected(link, attempts, context)
        if link["status"] in _LINK_ENDINGS:
            kind, code = _LINK_ENDINGS[link["status"]]
            facts.append(ended(kind, link, context, code))
        if state is OperationState.NEEDS_ACTION and _is_under_way(attempts):
            state = OperationState.PENDING
        is_open = state is OperationState.NEEDS_ACTION
        return Operation(
            provider_ref=link["id"],
            state=_after_refunds(state or OperationState.UNKNOWN, facts),
            amount=from_provider(link["amount"], link["currency"]),
            next_action=page_of(link) if is_open else None,
            facts=tuple(facts),
            code=_code_of(attempts),
        )

    def of_order(self, order: Json) -> Operation:
        attempts = self.attempts(order["id"])
        context = context_of(order, self._account)
        facts = [
            authorized(each, context)
            for each in attempts
            if is_captured(each) or is_lapsed(each) or each["status"] == "authorized"
        ]
        facts += self._of_collected(order, attempts, context)
        if is_let_go(order, attempts):
            facts.append(ended(FactKind.PAYMENT_VOIDED, order, context))
        state = _order_state(order, attempts)
        return Operation(
            provider_ref=order["id"],
            state=_after_refunds(state, facts),
            amount=from_provider(order["amount"], order["currency"]),
            next_action=self.fields_of(order) if state is OperationState.NEEDS_ACTION else None,
            facts=tuple(facts),
            code=_code_of(attempts),
        )

    def of_refund(self, refund: Json, provider_ref: str) -> Operation:
        context = ObservationContext(provider_ref=provider_ref, account=self._account)
        return Operation(
            provider_ref=refund["id"],
            state=REFUND_STATES[REFUND_KINDS.get(refund["status"])],
            amount=from_provider(refund["amount"], refund["currency"]),
            facts=(refund_update(refund, context),),
        )

    def refunds(self, payment: Json) -> list[dict[str, Any]]:
        """List them all: what failed is not in the payment's `amount_refunded`."""
        found = self._api.payment.fetch_multiple_refund(payment["id"], {"count": PAGE_SIZE})
        return list(found["items"])

    def link_of_key(self, key: str) -> dict[str, Any] | None:
        return self._one_link({"reference_id": link_tag(key)})

    def link_of_payment(self, payment_id: str) -> dict[str, Any] | None:
        return self._one_link({"payment_id": payment_id})

    def order_of_key(self, key: str) -> dict[str, Any] | None:
        return self._order_of_tag(order_tag(key))

    def _order_of_tag(self, receipt: str) -> dict[str, Any] | None:
        """Take the oldest, should several requests at once have made several."""
        found = self._api.order.all({"receipt": receipt, "count": PAGE_SIZE})["items"]
        return min(found, key=lambda order: (order["created_at"], order["id"]), default=None)

    def refund_of_key(self, key: str) -> dict[str, Any] | None:
        """Look through the newest refunds, which cannot be searched."""
        refunds = self._newest(self._api.refund)
        return next((each for each in refunds if notes_of(each).get(KEY) == key), None)

    def order_touched_by(self, key: str) -> dict[str, Any] | None:
        """Look through the newest orders for a capture or a void."""
        for order in self._newest(self._api.order):
            if key in (notes_of(order).get(CAPTURE_KEY), notes_of(order).get(VOID_KEY)):
                return order
        return None

    def _newest(self, resource: Any) -> Iterator[dict[str, Any]]:
        for page in range(MOST_PAGES):
            items = resource.all({"count": PAGE_SIZE, "skip": page * PAGE_SIZE})["items"]
            yield from items
            if len(items) < PAGE_SIZE:
                return

    def _one_link(self, query: Mapping[str, str]) -> dict[str, Any] | None:
        return next(iter(self._api.payment_link.all(query)["payment_links"]), None)

    def _link_attempts(self, link: Json) -> list[dict[str, Any]]:
        """A link makes its order when somebody begins to pay; the order carries its name."""
        order_id = link.get("order_id")
        if order_id is None and link["status"] != "paid":
            order = self._order_of_tag(link["reference_id"]) if link.get("reference_id") else None
            order_id = order["id"] if order else None
        if order_id is not None:
            return self.attempts(order_id)
        return [self._api.payment.fetch(each["payment_id"]) for each in link.get("payments") or ()]

    def _of_collected(
        self, holder: Json, attempts: Sequence[Json], context: ObservationContext
    ) -> list[Update]:
        """Tell what was captured, given back and disputed of it."""
        facts: list[Update] = []
        for payment in attempts:
            if is_captured(payment):
                facts.append(paid(holder, payment, context))
                facts += [refund_update(each, context) for each in self.refunds(payment)]
                facts += [
                    dispute_update(kind, dispute, context)
                    for dispute in self._disputes(payment)
                    for kind in dispute_kinds(dispute)
                ]
        return facts

    def _disputes(self, payment: Json) -> list[Json]:
        """Look through the newest disputes since the payment was made."""
        try:
            query = {"from": payment["created_at"], "count": PAGE_SIZE}
            found = self._api.dispute.all(query)["items"]
        except (Declined, Misconfigured):
            # Not every account and key may list them; webhooks tell disputes all the same.
            return []
        return [each for each in found if each["payment_id"] == payment["id"]]


def require_ref(provider_ref: str) -> str:
    """Raise Declined for what never was a payment of ours."""
    if not _REF.fullmatch(provider_ref):
        raise Declined("unknown-payment", "There is no such payment.")
    return provider_ref


def is_link(provider_ref: str) -> bool:
    return provider_ref.startswith("plink_")


def page_of(link: Json) -> NextAction:
    return NextAction(flow=Flow.REDIRECT, redirect_url=link["short_url"])


def _order_state(order: Json, attempts: Sequence[Mapping[str, Any]]) -> OperationState:
    if order["status"] == "paid":
        return OperationState.SUCCEEDED
    if is_let_go(order, attempts):
        return OperationState.CANCELLED
    if is_manual(order) and any(each["status"] == "authorized" for each in attempts):
        return OperationState.AUTHORIZED
    return OperationState.PENDING if _is_under_way(attempts) else OperationState.NEEDS_ACTION


def _is_under_way(attempts: Sequence[Json]) -> bool:
    return any(each["status"] in ("created", "authorized") for each in attempts)


def _after_refunds(state: OperationState, facts: Sequence[Update]) -> OperationState:
    if state is not OperationState.SUCCEEDED:
        return state
    came = sum(each.amount.minor for each in facts if each.kind is FactKind.PAYMENT_SUCCEEDED)
    back = sum(each.amount.minor for each in facts if each.kind is FactKind.REFUND_SUCCEEDED)
    return OperationState.REFUNDED if back >= came else state


def _code_of(attempts: Sequence[Json]) -> str | None:
    """Why the newest attempt failed, if it did."""
    newest = max(attempts, key=lambda each: int(each["created_at"]), default=None)
    return newest.get("error_reason") if newest and newest["status"] == "failed" else None
