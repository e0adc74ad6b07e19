"""Values of connections: settings and options, never a secret."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from marshmallow import fields

from turnout.kernel.adapters import CALLED_KINDS
from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes
from turnout.modules.connections.models import ConnectionRow
from turnout_sdk.adapter import Kind
from turnout_sdk.money import Money
from turnout_sdk.page_fields import Origins
from turnout_sdk.payments import Capabilities, Flow, Method

CONNECTED_KINDS = CALLED_KINDS - {Kind.CALENDAR, Kind.PUSH, Kind.SEARCH}
"""Kinds that are called through an organization's connection; others are the operator's."""
CIRCUIT = one_of(
    ["closed", "open", "half-open", "missing"],
    metadata={
        "description": "`open`: it failed again and again and rests. "
        "`missing`: its adapter is not installed, or quarantined."
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of a connection that every adapter has.

    All but `position`, by which connections of a kind are tried and offered, is for payments.
    """

    collects: str = "at_once"
    """`by_hand`: payments are authorized, and collected by whoever may."""
    countries: tuple[str, ...] = ()
    """Countries of buyers that it is offered to; empty: all."""
    currencies: tuple[str, ...] = ()
    """Currencies that it is offered for; empty: all that the adapter takes."""
    position: int | None = None
    """None: behind the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConnection:
    """A connection to create; `values` are the adapter's settings, secrets among them."""

    kind: str
    adapter_key: str
    name: str
    values: dict[str, Any] = field(repr=False)
    mode: str = "test"
    options: Options = Options()
    reservation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterHealth:
    """How the active connections of all organizations were when they were last checked."""

    kind: str
    adapter_key: str
    connections: int
    healthy: int
    unhealthy: int
    """The rest was never checked."""
    last_checked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """An organization's configured use of an adapter, without its secrets."""

    id: UUID
    kind: str
    adapter_key: str
    name: str
    mode: str
    settings: Annotated[dict[str, Any], fields.Dict(required=True)]
    secrets_set: list[str]
    """Names of the secrets that have a value; the values never come back."""
    state: str
    position: int
    collects: str
    countries: list[str]
    currencies: list[str]
    circuit: Annotated[str, CIRCUIT]
    is_called: Annotated[
        bool, "False: nothing calls connections of this kind yet; it is kept, and does nothing."
    ]
    is_used: Annotated[
        bool,
        "For payments: buyers are offered it, which a live one keeps those for tests from. "
        "For e-mail: mails go through it. For wallets: tickets can be added to it. "
        "For challenges: its widget stands where one is asked for.",
    ]
    webhook_url: Annotated[
        str | None, "To be entered at the provider; null: it delivers nothing, or not to here."
    ]
    is_healthy: bool | None
    health_detail: str
    checked_at: datetime | None
    version: int

    @classmethod
    def of(
        cls,
        row: ConnectionRow,
        *,
        secrets_set: list[str],
        circuit: str,
        webhook_url: str | None,
        is_used: bool,
    ) -> Self:
        """`circuit` is `half-open` while the provider is tried again."""
        return from_attributes(
            cls,
            row,
            secrets_set=secrets_set,
            circuit=circuit,
            is_called=row.kind in CONNECTED_KINDS,
            webhook_url=webhook_url,
            is_used=is_used,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Proof that an address was set aside for a connection that is still to be made."""

    reservation: str
    webhook_url: Annotated[str | None, "To be entered at the provider; null: it delivers nothing."]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterList:
    """Installed adapters as they describe themselves, and the broken ones.

    With `is_called` false the platform calls no adapter of this kind yet.
    """

    items: Annotated[list[dict[str, Any]], fields.List(fields.Dict(), required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsOnPage:
    """A provider's own fields on a page of ours."""

    module: str
    """Its address at our own origin; another content has another address."""
    origins: Origins
    """Origins that the page may call for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentConnection:
    """A connection that payments may go through, with what its adapter says it can do."""

    id: UUID
    title: str
    """The provider's name, as its adapter writes it."""
    mode: str
    is_active: bool
    collects_by_hand: bool
    countries: frozenset[str]
    currencies: frozenset[str]
    capabilities: Capabilities
    is_connected_account: bool
    """Whether the provider pays the organization on behalf of the platform."""
    fields: FieldsOnPage | None = None
    """None: its fields, if it has any, are for shops that bring the provider's script."""

    @property
    def has_embedded(self) -> bool:
        return any(each.flow is Flow.EMBEDDED for each in self.capabilities.methods)

    @property
    def pays_platform(self) -> bool:
        """Whether the provider keeps the platform's fee back for it."""
        return self.capabilities.platform_fee and self.is_connected_account

    def accepts(self, amount: Money, method: Method, *, country: str | None = None) -> bool:
        """Whether an amount can be paid by a method here, as far as it is known before.

        A buyer whose country nobody knows is refused nothing for it.
        """
        if self.currencies and amount.currency not in self.currencies:
            return False
        if not self.capabilities.accepts(amount, method.key):
            return False
        limits = (self.countries, self.capabilities.countries, method.countries)
        return country is None or all(not each or country in each for each in limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeConnection:
    """A connection whose service judges challenges, with what its widget needs of a page."""

    id: UUID
    title: str
    fields: FieldsOnPage


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedConnection:
    """A connection that is switched on, with its secrets as they are stored."""

    id: UUID
    kind: str
    adapter_key: str
    settings: dict[str, Any]
    secrets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A connection ready for calls: the port speaks to the provider."""

    connection_id: UUID | None
    adapter_key: str
    port: Any
    capabilities: Any
