"""Request bodies of the API, checked before anything happens."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from turnout_sdk.currencies import exponent_of

Outcome = Literal[
    "success", "decline", "requires_action", "pending", "slow", "hang",
    "dispute", "dispute_won", "dispute_lost", "assess",
]  # fmt: skip
Operation = Literal["any", "start", "fetch", "find", "capture", "void", "refund", "report"]
Behaviour = Literal["slow", "hang", "drop", "error", "unavailable", "decline", "pending"]


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an http or https address is needed")
    return value


def _currency(value: str) -> str:
    exponent_of(value)
    return value


Address = Annotated[str, Field(max_length=2000), AfterValidator(_web_address)]
Currency = Annotated[str, AfterValidator(_currency)]
Amount = Annotated[int, Field(gt=0, lt=10**15)]
Seconds = Annotated[float, Field(ge=0, le=86_400)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Webhooks(Body):
    """How the events of one request are delivered."""

    duplicate: int = Field(default=0, ge=0, le=10)
    same_fact_other_event: int = Field(default=0, ge=0, le=10)
    disordered: bool = False
    delay_seconds: Seconds = 0
    lost: bool = False


class NewPayment(Body):
    amount_minor: Amount
    currency: Currency
    reference: str = Field(min_length=1, max_length=200)
    description: str = Field(min_length=1, max_length=500)
    return_url: Address
    cancel_url: Address
    webhook_url: Address | None = None
    capture: bool = True
    method: str | None = Field(default=None, max_length=40)
    buyer_email: str | None = Field(default=None, max_length=320)
    webhooks: Webhooks = Webhooks()


class NewMovement(Body):
    """A capture or a refund."""

    amount_minor: Amount
    currency: Currency
    webhooks: Webhooks | None = None


class Nothing(Body):
    webhooks: Webhooks | None = None


class Risk(Body):
    """What the sandbox says of the risk of a charge."""

    level: Literal["normal", "elevated", "highest", "blocked"]
    score: int | None = Field(default=None, ge=0, le=100)
    reasons: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = Field(
        default=(), max_length=10, strict=False
    )
    message: str = Field(default="", max_length=500)
    review: Literal["open", "approved", "refused"] | None = None


class Completion(Body):
    """What the bank is to say; `then` follows a pending payment after `after_seconds`.

    `risk` is told beside it; with the outcome `assess` it is told alone, whenever that is.
    """

    outcome: Outcome
    risk: Risk | None = None
    then: Literal["success", "decline"] | None = None
    after_seconds: Seconds = 0
    seconds: Seconds | None = None
    times: int = Field(default=1, ge=1, le=100)
    webhooks: Webhooks | None = None


class RefundCompletion(Body):
    outcome: Literal["success", "failure"]
    webhooks: Webhooks | None = None


class NewScript(Body):
    """How the next API requests behave; a pending refund succeeds by itself after `seconds`."""

    operation: Operation = "any"
    behaviour: Behaviour
    seconds: Seconds | None = None
    times: int = Field(default=1, ge=1, le=100)
    payment: str | None = None


class AccountChange(Body):
    webhook_url: Address | None = None
    webhook_secrets: list[Annotated[str, Field(min_length=8, max_length=200)]] | None = Field(
        default=None, min_length=1, max_length=5
    )


class NewLine(Body):
    """A line of the balance; gross is what moved, and the provider keeps the fee of it."""

    kind: Literal["charge", "refund", "dispute", "fee", "adjustment", "payout"]
    gross_minor: Annotated[int, Field(gt=-(10**15), lt=10**15)]
    fee_minor: Annotated[int, Field(gt=-(10**15), lt=10**15)] = 0
    currency: Currency
    payment: str | None = Field(default=None, max_length=80)
    object: str | None = Field(default=None, max_length=80)


class NewPayout(Body):
    currency: Currency


class Period(BaseModel):
    """A stretch of time, from `since` on and before `until`; `after` is the last line seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    after: str | None = None
