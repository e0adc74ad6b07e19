"""A shop, its buyers, their bank and its organizer, over processes that may die."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from tests.factories.payments import Provider, ref_of
from tests.prove.crashing.link import Link
from turnout.kernel.ids import new_id

ROUNDS = 4
PAUSE_SECONDS = 45
MOST_QUESTIONS = 100


@dataclass(slots=True)
class Purchase:
    """One order: its buyer and what they were told."""

    order: dict[str, Any]
    ref: str = ""
    heard: set[bytes] = field(default_factory=set)


@dataclass(slots=True)
class Environment:
    """A shop of its own, and everybody around it; webhooks come when chance says so."""

    link: Link
    provider: Provider
    chance: Random
    made: dict[str, Any]
    eagerness: float
    """How likely a webhook is delivered soon after it was sent; the rest come at the end."""
    purchases: list[Purchase] = field(default_factory=list)
    refs: list[str] = field(default_factory=list)

    @property
    def account(self) -> Any:
        return SimpleNamespace(organization_id=UUID(self.made["organization_id"]))

    @property
    def orders_path(self) -> str:
        return f"/api/v1/organizations/{self.made['organization_id']}/orders"

    def buy(self) -> Purchase:
        answer = self.http("POST", self.orders_path, self.made["basket"], key=True)
        bought = Purchase(answer)
        self.purchases.append(bought)
        self.pause()
        return bought

    def start(self, bought: Purchase) -> None:
        """Ask for the payment until there is a page to pay on."""
        path = f"{self.orders_path}/{bought.order['id']}/payment"
        for _ in range(ROUNDS):
            answer = self.http("POST", path, {}, {"Turnout-Order-Secret": bought.order["secret"]})
            if answer["redirect_url"]:
                bought.ref = ref_of(answer["redirect_url"])
                if bought.ref not in self.refs:
                    self.refs.append(bought.ref)
                return
            self.settle()
        raise AssertionError(f"there is no page to pay on: {answer}")

    def bank(self, bought: Purchase, outcome: str) -> None:
        self.provider.complete(self.account, bought.ref, outcome, webhooks={"lost": True})
        self.pause()

    @contextmanager
    def unreachable(self, bought: Purchase) -> Iterator[None]:
        """The provider answers no question about a payment, so it cannot be let go either."""
        self.provider.script(
            self.account, "any", "unavailable", times=MOST_QUESTIONS, payment=bought.ref
        )
        yield
        self.provider.call(self.account, "DELETE", "/v1/scripts")

    def refund(self, bought: Purchase, minor: int | None) -> None:
        """The organizer gives money back, as soon as it shows that there is some."""
        self.settle()
        path = f"{self.orders_path}/{bought.order['id']}/refunds"
        body = {"reason": "asked for"} | ({} if minor is None else {"amount_minor": minor})
        self.http("POST", path, body, key=True, as_person=self.made["owner_id"])
        self.pause()

    def refund_outside(self, bought: Purchase, minor: int) -> None:
        body = {"amount_minor": minor, "currency": "EUR", "webhooks": {"lost": True}}
        self.provider.call(self.account, "POST", f"/v1/payments/{bought.ref}/refunds", body)
        self.pause()

    def end_refund(self, bought: Purchase, outcome: str) -> None:
        """The bank reports on a refund that was pending."""
        self.settle()
        for fact in self.provider.payment(self.account, bought.ref)["facts"]:
            if fact["type"] == "refund.pending":
                body = {"outcome": outcome, "webhooks": {"lost": True}}
                path = f"/v1/refunds/{fact['object']}/complete"
                self.provider.call(self.account, "POST", path, body)
        self.pause()

    def hear(self, *, everything: bool = False) -> None:
        """Deliver webhooks in any order, some of them again."""
        sent = [body for ref in self.refs for body in self.provider.deliveries(self.account, ref)]
        bodies = [each for each in sent if everything or self.chance.random() < self.eagerness]
        bodies += self.chance.choices(bodies, k=self.chance.randint(0, 2)) if bodies else []
        self.chance.shuffle(bodies)
        for batch in (bodies[::2], bodies[1::2]):
            statuses = self.link.call(
                "deliver",
                organization_id=self.made["organization_id"],
                connection_id=self.made["connection_id"],
                bodies=[each.decode() for each in batch],
            )
            assert set(statuses) <= {204}, statuses

    def pause(self) -> None:
        """Something may reach the platform now, and something may be worked off."""
        if self.chance.random() < self.eagerness:
            self.hear()
        if self.chance.random() < 0.5:
            self.link.call("work")

    def settle(self) -> None:
        """Let time pass until what was interrupted has been taken up again."""
        for _ in range(ROUNDS):
            self.link.later_seconds += PAUSE_SECONDS
            self.link.call("work")

    def wait(self, seconds: int) -> None:
        self.link.later_seconds += seconds
        self.link.call("work")

    def http(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        *,
        key: bool = False,
        as_person: str | None = None,
    ) -> Any:
        sent = dict(headers or {}) | ({"Idempotency-Key": new_id().hex} if key else {})
        answer = self.link.call(
            "http", method=method, path=path, body=body, headers=sent, as_person=as_person
        )
        assert answer["status"] < 300, answer
        return answer["json"]
