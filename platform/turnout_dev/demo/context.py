"""What the steps of the demo share: who speaks, what was set up, and what was bought."""

from dataclasses import dataclass, field
from typing import Any

from turnout_dev.demo.callers import Caller
from turnout_dev.demo.chaos import RoleKiller
from turnout_dev.demo.mailbox_client import Mailbox
from turnout_dev.demo.provider import ProviderAccount
from turnout_dev.demo.reporter import Reporter, wait_for


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoContext:
    """The demo's outside: everything it speaks to, and how long it waits."""

    reporter: Reporter
    guest: Caller
    mailbox: Mailbox
    killer: RoleKiller
    run: str
    """In every address of this run: `somebody@<run>.demo.example`."""
    buyers: int
    scarce: int
    """How many places the scarce ticket type has."""
    has_company: bool
    """Whether an identity provider runs here, at which an organization's people sign in."""
    patience_seconds: float
    """How long background work may take; longer while roles are being killed."""

    @property
    def domain(self) -> str:
        return f"{self.run}.demo.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who is signed in: an owner and a door person of the organization, and a stranger to it."""

    owner: Caller
    staff: Caller
    stranger: Caller
    organization_id: str
    organization_slug: str
    stranger_organization_id: str
    """An organization of the stranger's own."""

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.organization_id}"


@dataclass(slots=True, kw_only=True)
class Show:
    """The event of this run and what is on sale for it."""

    event_id: str
    slug: str
    talk: str
    """The title of one of its sessions."""
    types: dict[str, str] = field(default_factory=dict)
    pools: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """An order with what opens it to its buyer."""

    order_id: str
    secret: str
    email: str
    total_minor: int
    names: tuple[str, ...] = ()

    @property
    def headers(self) -> dict[str, str]:
        return {"Turnout-Order-Secret": self.secret}


@dataclass(slots=True, kw_only=True)
class Sales:
    """Everything bought in this run, by what it shows."""

    provider: ProviderAccount
    scarce: list[Bought] = field(default_factory=list)
    free: Bought | None = None
    paid: Bought | None = None
    declined_first: Bought | None = None
    challenged: Bought | None = None
    by_adapter: dict[str, Bought] = field(default_factory=dict)
    """Adapter's key → what was paid through it."""

    @property
    def singles(self) -> list[Bought]:
        named = (self.free, self.paid, self.declined_first, self.challenged)
        return [each for each in named if each is not None]

    @property
    def every(self) -> list[Bought]:
        return [*self.scarce, *self.singles]


def order_of(demo: DemoContext, people: People, bought: Bought) -> dict[str, Any]:
    """The order as its buyer sees it."""
    path = f"{people.base}/orders/{bought.order_id}"
    answer = demo.guest.request("GET", path, expect=200, headers=bought.headers)
    shown: dict[str, Any] = answer.json()
    return shown


def wait_for_order(
    demo: DemoContext, people: People, bought: Bought, **wanted: object
) -> dict[str, Any]:
    """The order once it shows these values."""
    seen: dict[str, Any] = {}

    def look() -> dict[str, Any] | None:
        seen.update(order_of(demo, people, bought))
        return seen if all(seen[name] == value for name, value in wanted.items()) else None

    return wait_for(
        f"the order shows {wanted}",
        look,
        seconds=demo.patience_seconds,
        last_seen=lambda: {name: seen.get(name) for name in wanted},
    )


def remaining(people: People, show: Show, pool: str) -> int:
    """What is left of a pool, as the organizer sees it."""
    listed = people.owner.get(f"{people.base}/events/{show.event_id}/pools")["items"]
    return next(int(each["remaining"]) for each in listed if each["id"] == show.pools[pool])
