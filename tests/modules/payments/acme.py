"""A provider in memory that can do what the sandbox cannot: fields on our page, instructions,
several captures, fees told late, a share for the platform. Every wish is noted by its key.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import Field, SecretStr

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Registry
from turnout_sdk.adapter import Adapter, AdapterSettings, Kind, Services
from turnout_sdk.disputes import (
    DisputeAcceptance,
    DisputeAnswer,
    DisputeStanding,
    Evidence,
    EvidenceLimits,
)
from turnout_sdk.errors import Declined, Unclear, Untrusted
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    Capabilities,
    Capture,
    Charge,
    Delivery,
    FactKind,
    Flow,
    Limit,
    Method,
    NextAction,
    Operation,
    OperationState,
    ProviderPage,
    Refund,
    Update,
    Void,
)

SECRET = "acme-says-so"
ACTIONS = {
    "fields": NextAction(
        flow=Flow.EMBEDDED,
        client_token="tok_only_for_the_buyer",
        client_options={"publishable_key": "pk_1"},
    ),
    "transfer": NextAction(
        flow=Flow.INSTRUCTIONS, instructions={"IBAN": "DE02120300000000202051", "About": "REG-1"}
    ),
    "card": NextAction(flow=Flow.REDIRECT, redirect_url="https://acme.example/pay"),
}


class Settings(AdapterSettings):
    webhook_secret: SecretStr
    merchant: str | None = Field(default=None, json_schema_extra={"x-connected-account": True})


@dataclass
class Acme:
    """The provider's side, one for each test."""

    charges: dict[str, Charge] = field(default_factory=dict)
    facts: dict[str, list[Update]] = field(default_factory=dict)
    done: dict[str, Operation] = field(default_factory=dict)
    """By idempotency key."""
    asked: list[str] = field(default_factory=list)
    lose_answers: int = 0
    voids_refused: bool = False
    refunds_refused: bool = False
    refunds: list[Refund] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    answers: dict[str, DisputeAnswer] = field(default_factory=dict)
    """To disputes, by idempotency key."""
    evidence_refused: bool = False
    desk: str = "https://desk.acme.example"

    def ref(self, payment_id: Any) -> str:
        return next(ref for ref, each in self.charges.items() if each.reference == str(payment_id))

    def tell(
        self, ref: str, kind: FactKind, *, object_id: str | None = None, **more: Any
    ) -> Update:
        """Something happens at the provider; the update says so, by webhook or when asked."""
        charge = self.charges[ref]
        values = {"amount": charge.amount, "reference": charge.reference, "account": "acme-1"}
        told = Update(
            delivery_id=f"evt_{len(self.asked)}_{kind}_{object_id}",
            provider_ref=ref,
            kind=kind,
            object_id=object_id or ref,
            occurred_at=clock.now(),
            **(values | more),
        )
        self.facts[ref].append(told)
        return told

    def replace(self, told: Update, **more: Any) -> Update:
        """The provider knows more about a fact by now."""
        changed = replace(told, **more)
        known = self.facts[told.provider_ref]
        known.remove(told)
        if changed.provider_ref == told.provider_ref:
            known.append(changed)
        return changed

    def answer(self, ref: str, *, key: str | None = None, state: Any = None) -> Operation:
        charge = self.charges[ref]
        kinds = {each.kind for each in self.facts[ref]}
        if state is None:
            state = OperationState.PENDING if kinds else OperationState.NEEDS_ACTION
        answer = Operation(
            provider_ref=ref,
            state=state,
            amount=charge.amount,
            next_action=None if kinds else ACTIONS[charge.method or "card"],
            facts=tuple(self.facts[ref]),
        )
        if key is not None:
            self.done[key] = answer
        return answer


class Gateway:
    def __init__(self, provider: Acme, settings: Settings) -> None:
        self._acme = provider
        self._settings = settings

    def start(self, charge: Charge) -> Operation:
        def work() -> Operation:
            ref = f"acme_{len(self._acme.charges) + 1}"
            self._acme.charges[ref] = charge
            self._acme.facts[ref] = []
            return self._acme.answer(ref, key=charge.key)

        return self._once(charge.key, work)

    def capture(self, capture: Capture) -> Operation:
        def work() -> Operation:
            known = self._acme.facts[capture.provider_ref]
            taken = sum(
                each.amount.minor for each in known if each.kind is FactKind.PAYMENT_CAPTURED
            )
            whole = self._acme.charges[capture.provider_ref].amount.minor
            if taken + capture.amount.minor > whole:
                raise Declined("too-much", "More than is authorized.")
            self._acme.tell(
                capture.provider_ref,
                FactKind.PAYMENT_CAPTURED,
                object_id=f"cap_{capture.key}",
                amount=capture.amount,
                key=capture.key,
            )
            return self._acme.answer(capture.provider_ref, key=capture.key)

        return self._once(capture.key, work)

    def void(self, void: Void) -> Operation:
        def work() -> Operation:
            if self._acme.voids_refused:
                raise Declined("collected", "The money is in.")
            self._acme.tell(void.provider_ref, FactKind.PAYMENT_VOIDED, key=void.key)
            return self._acme.answer(
                void.provider_ref, key=void.key, state=OperationState.CANCELLED
            )

        return self._once(void.key, work)

    def refund(self, refund: Refund) -> Operation:
        def work() -> Operation:
            if self._acme.refunds_refused:
                raise Declined("no-funds", "There is no money to give back.")
            self._acme.refunds.append(refund)
            name = f"re_{len(self._acme.refunds)}"
            told = self._acme.tell(
                refund.provider_ref,
                FactKind.REFUND_SUCCEEDED,
                object_id=name,
                amount=refund.amount,
                key=refund.key,
            )
            answer = Operation(
                provider_ref=name,
                state=OperationState.SUCCEEDED,
                amount=refund.amount,
                facts=(told,),
            )
            self._acme.done[refund.key] = answer
            return answer

        return self._once(refund.key, work)

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        return f"{self._acme.desk}/{page.value}/{object_id}"

    def submit_evidence(self, evidence: Evidence) -> DisputeAnswer:
        def work() -> DisputeAnswer:
            if self._acme.evidence_refused:
                raise Declined("evidence-wrong", "We cannot read this.")
            self._acme.evidence.append(evidence)
            return DisputeAnswer(
                dispute_ref=evidence.dispute_ref, standing=DisputeStanding.UNDER_REVIEW
            )

        return self._answer_once(evidence.key, work)

    def accept_dispute(self, acceptance: DisputeAcceptance) -> DisputeAnswer:
        def work() -> DisputeAnswer:
            ref = acceptance.dispute_ref
            self._acme.accepted.append(ref)
            payment = next(
                name for name, told in self._acme.facts.items()
                if any(each.object_id == ref for each in told)
            )  # fmt: skip
            self._acme.tell(payment, FactKind.DISPUTE_LOST, object_id=ref)
            return DisputeAnswer(dispute_ref=ref, standing=DisputeStanding.LOST)

        return self._answer_once(acceptance.key, work)

    def _answer_once(self, key: str, work: Any) -> DisputeAnswer:
        self._acme.asked.append(key)
        answer = self._acme.answers.get(key) or self._acme.answers.setdefault(key, work())
        if self._acme.lose_answers:
            self._acme.lose_answers -= 1
            raise Unclear("the answer got lost")
        return answer

    def fetch(self, provider_ref: str) -> Operation:
        self._acme.asked.append(f"fetch {provider_ref}")
        return self._acme.answer(provider_ref)

    def verify(self, delivery: Delivery) -> None:
        if delivery.header("Acme-Secret") != SECRET:
            raise Untrusted("it does not know the secret")

    def read(self, delivery: Delivery) -> Update | None:
        said = json.loads(delivery.body)
        return next(
            each for each in self._acme.facts[said["ref"]] if each.delivery_id == said["id"]
        )

    def _once(self, key: str, work: Any) -> Operation:
        self._acme.asked.append(key)
        answer = self._acme.done.get(key) or work()
        if self._acme.lose_answers:
            self._acme.lose_answers -= 1
            raise Unclear("the answer got lost")
        return answer


CAPABILITIES = Capabilities(
    currencies=frozenset({"EUR", "PLN"}),
    methods=(
        Method(key="card", title="Card"),
        Method(key="fields", title="Card, here", flow=Flow.EMBEDDED),
        Method(
            key="transfer",
            title="Transfer",
            flow=Flow.INSTRUCTIONS,
            longest_pending_seconds=864_000,
            currencies=frozenset({"EUR"}),
            countries=frozenset({"DE", "AT"}),
        ),
    ),
    limits=(Limit(currency="EUR", minimum_minor=50, maximum_minor=1_000_000),),
    separate_capture=True,
    partial_capture=True,
    repeated_capture=True,
    refund=True,
    partial_refund=True,
    repeated_refund=True,
    void=True,
    disputes=True,
    platform_fee=True,
    dispute_evidence=EvidenceLimits(
        text_length=2_000, file_bytes=1_000_000, file_types=frozenset({"image/png"})
    ),
    dispute_acceptance=True,
    provider_pages=frozenset({ProviderPage.PAYMENT, ProviderPage.DISPUTE}),
)


def adapter_of(provider: Acme, **changes: Any) -> Adapter[Gateway]:
    def build(settings: Settings, _services: Services) -> Gateway:
        return Gateway(provider, settings)

    return Adapter(
        key="acme",
        title="Acme",
        kind=Kind.PAYMENTS,
        sdk=">=1,<2",
        settings=Settings,
        capabilities=replace(CAPABILITIES, **changes),
        build=build,
    )


@contextmanager
def installed(provider: Acme, **changes: Any) -> Iterator[None]:
    """Have the adapter installed beside the others for a while."""
    current = runtime.current()
    before = current.adapters
    current.adapters = Registry(
        [
            *(each for each in before.list() if each.key != "acme"),
            adapter_of(provider, **changes),
        ]
    )
    yield
    current.adapters = before


def body_of(told: Update) -> bytes:
    """The webhook that tells an update."""
    return json.dumps({"ref": told.provider_ref, "id": told.delivery_id}).encode()


def eur(minor: int) -> Money:
    return Money(minor, "EUR")
