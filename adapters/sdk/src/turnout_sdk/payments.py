"""The contract between Turnout and a payment provider: one small protocol per capability.

An adapter implements `Starts` and whatever else its provider can do; the platform finds out by
`isinstance` and by the declared `Capabilities`. Operations go out with an idempotency key that
the platform wrote down before and keeps for every retry.

State is never the order of arrival: webhooks and `fetch` both yield `Update`s, each a fact about
one object of the provider, and the payment is the projection of the set of its facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from turnout_sdk.disputes import EvidenceLimits
from turnout_sdk.money import Money
from turnout_sdk.risk import RiskLevel, RiskVerdict
from turnout_sdk.webhooks import Delivery as Delivery  # noqa: PLC0414 - also found here
from turnout_sdk.webhooks import Verifies as Verifies  # noqa: PLC0414 - also found here


class OperationState(StrEnum):
    """Where an operation stands at the provider, as of the answer that carried it."""

    PENDING = "pending"
    NEEDS_ACTION = "needs_action"
    AUTHORIZED = "authorized"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class FactKind(StrEnum):
    """What happened at the provider. `refund.*` and `dispute.*` are about objects of their own.

    Money is in by `payment.succeeded` (paid in one go) or by each `payment.captured`, never by
    both for the same object: what was collected is the sum over distinct object ids.
    `risk.assessed` moves nothing: its amount is what was assessed, or zero of any currency.
    """

    PAYMENT_PENDING = "payment.pending"
    PAYMENT_AUTHORIZED = "payment.authorized"
    PAYMENT_SUCCEEDED = "payment.succeeded"
    PAYMENT_CAPTURED = "payment.captured"
    PAYMENT_FAILED = "payment.failed"
    PAYMENT_VOIDED = "payment.voided"
    REFUND_PENDING = "refund.pending"
    REFUND_SUCCEEDED = "refund.succeeded"
    REFUND_FAILED = "refund.failed"
    DISPUTE_OPENED = "dispute.opened"
    DISPUTE_WON = "dispute.won"
    DISPUTE_LOST = "dispute.lost"
    RISK_ASSESSED = "risk.assessed"


REFUND_STATES: Mapping[FactKind | None, OperationState] = {
    FactKind.REFUND_PENDING: OperationState.PENDING,
    FactKind.REFUND_SUCCEEDED: OperationState.SUCCEEDED,
    FactKind.REFUND_FAILED: OperationState.FAILED,
    None: OperationState.UNKNOWN,
}
"""Where a refund stands by the fact that it tells; it tells none in a state nobody has heard of."""


class Flow(StrEnum):
    """How a buyer pays: on the provider's page, in its fields on ours, or on their own."""

    REDIRECT = "redirect"
    EMBEDDED = "embedded"
    INSTRUCTIONS = "instructions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A payment to ask for. `reference` is opaque and comes back in every update.

    `capture` False asks for an authorization only. `platform_fee` is what the platform keeps of
    it through the provider's connected accounts.
    """

    key: str
    reference: str
    amount: Money
    description: str
    return_url: str
    cancel_url: str
    buyer_email: str | None = None
    locale: str = "en"
    country: str | None = None
    method: str | None = None
    capture: bool = True
    expires_at: datetime | None = None
    platform_fee: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money to give back, all or part; `provider_ref` is the payment's.

    `platform_fee` is what the platform gives back of its own share, where it was taken by the
    provider (`Charge.platform_fee`); None: nothing.
    """

    key: str
    provider_ref: str
    amount: Money
    reason: str | None = None
    platform_fee: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Money to collect from an authorization, all or part."""

    key: str
    provider_ref: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """An authorization or an unpaid payment to let go."""

    key: str
    provider_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """What the buyer has to do.

    Go to `redirect_url`, hand `client_token` to the provider's fields, or follow `instructions`,
    whose labels and values are shown as they are. `client_options` is what the fields need
    besides and anybody may read: a publishable key.
    """

    flow: Flow
    redirect_url: str | None = None
    client_token: str | None = field(default=None, repr=False)
    instructions: Mapping[str, str] | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    client_options: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One fact that the provider told, by webhook or when asked.

    `provider_ref` is the payment; `object_id` the payment, capture, refund or dispute that the
    fact is about. The same (kind, object_id) is the same fact however often and under whatever
    `delivery_id` it comes. `key` is the idempotency key of our operation, where the provider
    echoes it. `fee` is what the provider kept for itself because of the fact (a platform's share
    is none of it); a webhook that does not know it yet says None, and `fetch` says it later: the
    same fact with more in it. `expires_at` is when an authorization lapses, or by when an open
    dispute has to be answered with evidence. `risk` is what the provider says with it of the risk
    of fraud; what it says of an object later is another telling of it.
    """

    delivery_id: str
    provider_ref: str
    kind: FactKind
    object_id: str
    amount: Money
    occurred_at: datetime
    reference: str | None = None
    account: str | None = None
    key: str | None = None
    fee: Money | None = None
    code: str | None = None
    expires_at: datetime | None = None
    risk: RiskVerdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """The provider's answer.

    `provider_ref` names the object the operation made or changed: the payment after `start`,
    `capture`, `void` and `fetch`, the refund after `refund`.
    `facts` are the updates this answer proves; they equal what webhooks would say.
    """

    provider_ref: str
    state: OperationState
    amount: Money
    next_action: NextAction | None = None
    facts: tuple[Update, ...] = ()
    code: str | None = None

    @property
    def redirect_url(self) -> str | None:
        return self.next_action.redirect_url if self.next_action else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way to pay. Empty sets mean: wherever the adapter works."""

    key: str
    title: str
    flow: Flow = Flow.REDIRECT
    longest_pending_seconds: int = 0
    currencies: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


class ProviderPage(StrEnum):
    """What a provider's own dashboard may have a page about."""

    PAYMENT = "payment"
    REFUND = "refund"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The smallest and the largest charge in one currency; None is no limit.

    Every charge is a multiple of `step_minor`: some providers take KWD without its last digit.
    """

    currency: str
    minimum_minor: int = 1
    maximum_minor: int | None = None
    step_minor: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the provider can do, as data that is readable before any payment exists.

    `repeated_capture` says that an authorization may be collected in several parts; without it
    the first capture is the last and what it leaves is released. `authorization_seconds` is how
    long an authorization lasts, 0 where that is told by `Update.expires_at` or not at all.
    `unsigned_webhooks` says that a webhook proves nothing and only names a payment (`Points`).
    `keys_last_seconds` is for how long the provider knows an idempotency key again, of its
    operations the shortest: later the same key would be a second operation, so the platform
    looks and does not repeat. 0: for as long as anybody may ask. `dispute_evidence` says what is
    taken as evidence of a dispute (`SubmitsEvidence`); None: it is given in the provider's own
    dashboard. `dispute_acceptance` says that a dispute can be let go (`AcceptsDisputes`).
    `provider_pages` says what the provider's own dashboard has a page about (`ShowsPages`).
    `risk_levels` are those that the provider tells of (`Update.risk`); empty: it gives no verdict.
    """

    currencies: frozenset[str]
    methods: tuple[Method, ...]
    countries: frozenset[str] = frozenset()
    limits: tuple[Limit, ...] = ()
    separate_capture: bool = False
    partial_capture: bool = False
    refund: bool = False
    partial_refund: bool = False
    repeated_refund: bool = False
    void: bool = False
    instalments: bool = False
    disputes: bool = False
    payouts: bool = False
    platform_fee: bool = False
    repeated_capture: bool = False
    authorization_seconds: int = 0
    unsigned_webhooks: bool = False
    keys_last_seconds: int = 0
    dispute_evidence: EvidenceLimits | None = None
    dispute_acceptance: bool = False
    provider_pages: frozenset[ProviderPage] = frozenset()
    risk_levels: frozenset[RiskLevel] = frozenset()

    @property
    def longest_pending_seconds(self) -> int:
        return max((method.longest_pending_seconds for method in self.methods), default=0)

    def method(self, key: str | None) -> Method | None:
        """Find a method; None asks for the first one."""
        return next((each for each in self.methods if key in (None, each.key)), None)

    def accepts(self, amount: Money, method: str | None = None) -> bool:
        """Say whether a charge of this amount can be asked for at all."""
        chosen = self.method(method)
        if chosen is None or amount.currency not in self.currencies or not amount.is_positive:
            return False
        if chosen.currencies and amount.currency not in chosen.currencies:
            return False
        limit = next((each for each in self.limits if each.currency == amount.currency), None)
        if limit is None:
            return True
        most = amount.minor if limit.maximum_minor is None else limit.maximum_minor
        is_within = limit.minimum_minor <= amount.minor <= most
        return is_within and amount.minor % limit.step_minor == 0


@runtime_checkable
class Starts(Protocol):
    """What every payments adapter does."""

    def start(self, charge: Charge) -> Operation:
        """Ask for a payment. The same `charge.key` makes at most one payment, however often."""


@runtime_checkable
class Reads(Protocol):
    """The second half of a webhook."""

    def read(self, delivery: Delivery) -> Update | None:
        """Say what a verified delivery means; None for what does not concern us. Pure."""


@runtime_checkable
class Points(Protocol):
    """The webhooks of a provider that signs nothing and names only a payment.

    Takes the place of `Verifies` and `Reads`. Nobody is believed: the platform asks the provider
    (`Fetches`) about payments that it knows, and nobody about others. The same delivery again is
    news again, so nothing is dropped as a repetition.
    """

    def points_to(self, delivery: Delivery) -> str | None:
        """Name the payment (its `provider_ref`) that a delivery is about; None for any other.

        Pure. Where the address carries a secret (`delivery.query`), raise Untrusted without it.
        """


@runtime_checkable
class Refunds(Protocol):
    def refund(self, refund: Refund) -> Operation:
        """Give money back; Declined when it would exceed what was collected."""


@runtime_checkable
class Captures(Protocol):
    def capture(self, capture: Capture) -> Operation:
        """Collect authorized money; Declined when it would exceed what was authorized."""


@runtime_checkable
class Voids(Protocol):
    def void(self, void: Void) -> Operation:
        """Let go of what was not collected; Declined once money is in."""


@runtime_checkable
class Fetches(Protocol):
    def fetch(self, provider_ref: str) -> Operation:
        """Ask how a payment stands; its `facts` repeat everything webhooks have said so far."""


@runtime_checkable
class Finds(Protocol):
    def find(self, key: str) -> Operation | None:
        """Find what an idempotency key made at the provider; None: the request never arrived."""


@runtime_checkable
class ShowsPages(Protocol):
    """Declared by `Capabilities.provider_pages`."""

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        """Say where the provider's dashboard shows the object of a fact, for members to open.

        Pure: nobody is asked. Of the mode and the account of the settings, with https; the id is
        quoted, whatever it holds.
        """
