"""The gateway to Stripe, and how its webhooks are trusted."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from turnout_sdk.adapter import Health, Services
from turnout_sdk.disputes import DisputeAcceptance, DisputeAnswer, Evidence, EvidenceFile
from turnout_sdk.errors import Declined, Unclear, Untrusted
from turnout_sdk.payments import (
    REFUND_STATES,
    Capture,
    Charge,
    Delivery,
    NextAction,
    Operation,
    OperationState,
    ProviderPage,
    Refund,
    Update,
    Void,
)
from turnout_sdk.settlements import Settlement
from turnout_sdk.webhooks import SignedHeader
from turnout_stripe import observations, request_bodies, settlements
from turnout_stripe.amounts import from_provider
from turnout_stripe.client import open_client, refusals
from turnout_stripe.events import event_of, update_of
from turnout_stripe.evidence import answer_of, fields_of, file_params, require_within_limits
from turnout_stripe.observations import KEY, Json, ObservationContext
from turnout_stripe.settings import Settings

SIGNATURE = "Stripe-Signature"
DASHBOARD = "https://dashboard.stripe.com"
PAGES = {ProviderPage.PAYMENT: "payments", ProviderPage.DISPUTE: "disputes"}
"""A refund has no page of its own: that of its payment shows it."""
SESSION_VERSION = "2020-08-27"
"""Under this version Checkout makes the PaymentIntent together with its page.

From 2022-08-01 on it is made when the buyer pays, and a dispute or a refund from the dashboard,
which name nothing but the intent, could not be told apart from somebody else's.
"""
_PAGE = 100
_REFUND_PAGES = 3
_OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")


class Gateway:
    """One Stripe account. A payment is a PaymentIntent throughout, however it was asked for."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._services = services
        self._stripe = open_client(settings, services.http).v1

    def start(self, charge: Charge) -> Operation:
        """Open a Checkout page, or a PaymentIntent for fields on our own page."""
        is_connected = self._settings.connected_account is not None
        if request_bodies.is_embedded(charge):
            params = request_bodies.intent_params(charge, is_connected=is_connected)
            with refusals():
                made = self._stripe.payment_intents.create(params, _once(charge.key))  # type: ignore[arg-type]
            return _in_fields(made.to_dict(), self._settings)
        params = request_bodies.session_params(charge, is_connected=is_connected)
        with refusals():
            session = self._stripe.checkout.sessions.create(
                params,  # type: ignore[arg-type]
                {"idempotency_key": charge.key, "stripe_version": SESSION_VERSION},
            )
            return _opened(session.to_dict(), charge)

    def fetch(self, provider_ref: str) -> Operation:
        """Ask how a payment stands, with its fee, refunds and disputes."""
        with refusals():
            intent = self._stripe.payment_intents.retrieve(
                provider_ref, {"expand": ["latest_charge.balance_transaction"]}
            ).to_dict()
            return self._operation(intent)

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        """Say where the dashboard shows it, of the account that is paid and in its mode."""
        account = self._settings.connected_account
        mode = None if self._settings.is_live else "test"
        parts = (DASHBOARD, account, mode, PAGES[page], quote(object_id, safe=""))
        return "/".join(each for each in parts if each)

    def find(self, key: str) -> Operation | None:
        """Look for what carries this key.

        Search lags behind by up to a minute, but None is safe all the same: Stripe remembers a key
        for at least a day, so that repeating it makes nothing new.
        """
        quoted = key.replace("\\", "\\\\").replace("'", "\\'")
        query = f"metadata['{KEY}']:'{quoted}' OR metadata['{observations.CAPTURE_KEY}']:'{quoted}'"
        with refusals():
            found = self._stripe.payment_intents.search({"query": query, "limit": 1})
            if found.data:
                return self.fetch(found.data[0].id)
            return self._find_refund(key)

    def refund(self, refund: Refund) -> Operation:
        with refusals():
            made = self._stripe.refunds.create(
                request_bodies.refund_params(refund),  # type: ignore[arg-type]
                _once(refund.key),
            )
            return self._refunded(made.to_dict())

    def capture(self, capture: Capture) -> Operation:
        """Collect once; Stripe releases what is not collected."""
        with refusals():
            captured = self._stripe.payment_intents.capture(
                capture.provider_ref,
                request_bodies.capture_params(capture),  # type: ignore[arg-type]
                _once(capture.key),
            )
            # What is collected this moment was neither refunded nor disputed: nothing more to ask.
            return self._as_told(captured.to_dict(), "amount_received")

    def void(self, void: Void) -> Operation:
        """Let go; an intent behind an open page ends with its page, which Stripe insists on."""
        try:
            with refusals():
                made = self._stripe.payment_intents.cancel(void.provider_ref, None, _once(void.key))
                return self._as_told(made.to_dict())
        except Declined as refused:
            return self._close_page(void, refused)

    def submit_evidence(self, evidence: Evidence) -> DisputeAnswer:
        """Upload the files, then write the evidence, and submit it unless it is a draft."""
        require_within_limits(evidence)

        def upload(file: EvidenceFile) -> str:
            key = f"{evidence.key}:{file.kind.value}"
            return self._stripe.files.create(file_params(file), _once(key)).id  # type: ignore[arg-type]

        with refusals():
            params = {
                "evidence": fields_of(evidence, upload),
                "submit": not evidence.is_draft,
            }
            made = self._stripe.disputes.update(
                evidence.dispute_ref,
                params,  # type: ignore[arg-type]
                _once(evidence.key),
            )
            return answer_of(made.to_dict())

    def accept_dispute(self, acceptance: DisputeAcceptance) -> DisputeAnswer:
        """Close it, which Stripe says is lost."""
        with refusals():
            made = self._stripe.disputes.close(acceptance.dispute_ref, None, _once(acceptance.key))
            return answer_of(made.to_dict())

    def settlements(self, since: datetime, until: datetime) -> Iterator[Settlement]:
        """Read the balance's transactions and the payouts that carried them."""
        with refusals():
            yield from settlements.settlements(
                self._stripe, since, until, account=self._settings.connected_account
            )

    def health(self) -> Health:
        with refusals():
            account = self._stripe.accounts.retrieve_current().to_dict()
        can_charge = bool(account.get("charges_enabled"))
        mode = "Live mode" if self._settings.is_live else "Test mode"
        detail = mode if can_charge else f"{mode}; Stripe does not let this account charge yet"
        return Health(
            is_healthy=can_charge,
            detail=detail,
            account=account["id"],
            is_live=self._settings.is_live,
        )

    def verify(self, delivery: Delivery) -> None:
        """Check signature, age, mode and account, in this order, on the raw bytes."""
        signed = SignedHeader.parse(delivery.header(SIGNATURE))
        secrets = self._settings.webhook_secrets()
        signed.require(secrets, delivery.body, now=self._services.now())
        event = event_of(delivery)
        if event is None:
            raise Untrusted("the delivery is not an event")
        if event.get("livemode") is not self._settings.is_live:
            raise Untrusted("the delivery is of the other mode, test or live")
        if event.get("account") != self._settings.connected_account:
            raise Untrusted("the delivery concerns another account")

    def read(self, delivery: Delivery) -> Update | None:
        event = event_of(delivery)
        with refusals():
            return update_of(event) if event else None

    def _operation(self, intent: dict[str, Any]) -> Operation:
        refunds = self._list("refunds", intent) if intent.get("amount_received") else []
        disputes = self._list("disputes", intent) if _is_disputed(intent) else []
        state = observations.state_of(intent, refunds)
        waits = state is OperationState.NEEDS_ACTION
        failure = intent.get("last_payment_error") or {}
        return Operation(
            provider_ref=intent["id"],
            state=state,
            amount=from_provider(intent["amount"], intent["currency"]),
            next_action=self._next(intent) if waits else None,
            facts=observations.facts_of(
                intent, refunds, disputes, self._settings.connected_account
            ),
            code=failure.get("decline_code") or failure.get("code"),
        )

    def _close_page(self, void: Void, refused: Declined) -> Operation:
        with refusals():
            intent = self._stripe.payment_intents.retrieve(void.provider_ref).to_dict()
            if intent["status"] == "canceled":
                return self._as_told(intent)
            session = self._session_of(intent)
            if session is None or session["status"] != "open":
                raise refused
            self._stripe.checkout.sessions.expire(session["id"], None, _once(f"{void.key}:page"))
            return self.fetch(void.provider_ref)

    def _as_told(self, intent: dict[str, Any], amount: str = "amount") -> Operation:
        """Read an intent of which nothing was refunded or disputed."""
        return Operation(
            provider_ref=intent["id"],
            state=observations.state_of(intent, []),
            amount=from_provider(intent[amount], intent["currency"]),
            facts=observations.facts_of(intent, [], [], self._settings.connected_account),
        )

    def _next(self, intent: dict[str, Any]) -> NextAction | None:
        session = self._session_of(intent)
        if session is None:
            return observations.fields_of(intent, self._settings)
        return observations.page_of(session) if session["status"] == "open" else None

    def _session_of(self, intent: Json) -> dict[str, Any] | None:
        if intent["status"] not in _OPEN:
            return None
        found = self._stripe.checkout.sessions.list({"payment_intent": intent["id"], "limit": 1})
        return found.data[0].to_dict() if found.data else None

    def _list(self, what: str, intent: Json) -> Sequence[Json]:
        service = getattr(self._stripe, what)
        found = service.list({"payment_intent": intent["id"], "limit": _PAGE})
        return [each.to_dict() for each in found.auto_paging_iter()]

    def _find_refund(self, key: str) -> Operation | None:
        """Refunds cannot be searched: look through the newest."""
        page = self._stripe.refunds.list({"limit": _PAGE})
        for _ in range(_REFUND_PAGES):
            for each in page.data:
                refund = each.to_dict()
                if (refund.get("metadata") or {}).get(KEY) == key:
                    return self._refunded(refund)
            if not page.has_more:
                break
            page = page.next_page()
        return None

    def _refunded(self, refund: dict[str, Any]) -> Operation:
        told = observations.refund_update(
            refund,
            ObservationContext(
                delivery_id=f"{refund['id']}:{refund['status']}",
                account=self._settings.connected_account,
                occurred_at=observations.moment(refund["created"]),
            ),
        )
        return Operation(
            provider_ref=refund["id"],
            state=REFUND_STATES[observations.REFUND_KINDS.get(refund["status"])],
            amount=from_provider(refund["amount"], refund["currency"]),
            facts=(told,) if told else (),
            code=refund.get("failure_reason"),
        )


def _once(key: str) -> Any:
    return {"idempotency_key": key}


def _opened(session: dict[str, Any], charge: Charge) -> Operation:
    intent = session.get("payment_intent")
    if not intent:
        # Made, but not in the form that can be followed: never to be taken for a refusal.
        raise Unclear("Checkout did not name its PaymentIntent")
    amount = from_provider(session["amount_total"], session["currency"])
    if amount != charge.amount:
        raise Declined("amount-mismatch", "The payment provider offered another amount.")
    return Operation(
        provider_ref=intent,
        state=OperationState.NEEDS_ACTION,
        amount=amount,
        next_action=observations.page_of(session),
    )


def _in_fields(intent: Json, settings: Settings) -> Operation:
    return Operation(
        provider_ref=intent["id"],
        state=OperationState.NEEDS_ACTION,
        amount=from_provider(intent["amount"], intent["currency"]),
        next_action=observations.fields_of(intent, settings),
    )


def _is_disputed(intent: Json) -> bool:
    charge = intent.get("latest_charge")
    return bool(charge.get("disputed")) if isinstance(charge, dict) else False
