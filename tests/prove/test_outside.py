"""An outsider who has read `docs/reference/sandbox.md` and nothing else signs and posts events.

Every sequence runs against real roles and is judged by what `turnout settle --wait` prints.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations
from random import Random
from types import ModuleType
from typing import Any, Final

import pytest

from tests.prove.counts import chance
from tests.prove.results import record_result

pytestmark = pytest.mark.xdist_group("outside")  # they share one running stack

WHOLE, PART = 4200, 1000
EACH: Final = 20
"""Sequences of every kind."""


@dataclass(slots=True)
class Sale:
    """One order that waits for its money, and how events about it are written."""

    shop: Any
    order: dict[str, Any]
    payment_id: str
    ref: str

    def event(self, kind: str, minor: int = WHOLE, **changes: Any) -> Any:
        ref = changes.pop("payment", self.ref)
        reference = changes.pop("reference", self.payment_id)
        return self.shop.event_of(kind, ref, reference, minor, **changes)

    def refund(self, name: str, minor: int, kind: str = "refund.succeeded") -> Any:
        return self.event(kind, minor, object=name, object_type="refund")

    def dispute(self, kind: str, outcome: str | None = None) -> Any:
        return self.event(kind, object="dp_1", object_type="dispute", outcome=outcome)


Events = Callable[[Sale], list[Any]]
End = tuple[str, str, int, str, bool]
"""State and money state of the order, tickets, state of the payment, whether it is held."""

CONFIRMED: End = ("confirmed", "paid", 1, "succeeded", False)
WAITING: End = ("awaiting_payment", "unpaid", 0, "needs_action", False)
HELD: End = ("under_review", "unpaid", 0, "needs_action", True)
FITTING: dict[str, tuple[Events, End, dict[str, int]]] = {
    "paid": (
        lambda sale: [sale.event("payment.authorized"), sale.event("payment.succeeded")],
        CONFIRMED,
        {"provider_receivable": WHOLE, "sales": -WHOLE},
    ),
    "declined": (
        lambda sale: [sale.event("payment.pending"), sale.event("payment.failed")],
        ("awaiting_payment", "unpaid", 0, "failed", False),
        {},
    ),
    "refund before payment": (
        lambda sale: [sale.refund("re_1", PART), sale.event("payment.succeeded")],
        ("confirmed", "part_refunded", 1, "part_refunded", False),
        {"provider_receivable": WHOLE - PART, "sales": -WHOLE, "refunds": PART},
    ),
    "all of it back": (
        lambda sale: [
            sale.event("payment.succeeded"),
            sale.refund("re_1", PART),
            sale.refund("re_2", WHOLE - PART),
        ],
        ("cancelled", "refunded", 0, "refunded", False),
        {"sales": -WHOLE, "refunds": WHOLE},
    ),
    "a refund fails": (
        lambda sale: [
            sale.event("payment.succeeded"),
            sale.refund("re_1", PART, "refund.pending"),
            sale.refund("re_1", PART, "refund.failed"),
        ],
        CONFIRMED,
        {"provider_receivable": WHOLE, "sales": -WHOLE},
    ),
    "a dispute after a refund, lost": (
        lambda sale: [
            sale.event("payment.succeeded"),
            sale.refund("re_1", PART),
            sale.dispute("dispute.opened"),
            sale.dispute("dispute.closed", "lost"),
        ],
        ("confirmed", "part_refunded", 1, "part_refunded", False),
        {
            "provider_receivable": -PART,
            "sales": -WHOLE,
            "refunds": PART,
            "dispute_losses": WHOLE,
        },
    ),
    "a dispute, won": (
        lambda sale: [
            sale.event("payment.succeeded"),
            sale.dispute("dispute.opened"),
            sale.dispute("dispute.closed", "won"),
        ],
        CONFIRMED,
        {"provider_receivable": WHOLE, "sales": -WHOLE},
    ),
    "collected in parts": (
        lambda sale: [
            sale.event("payment.authorized"),
            sale.event("payment.captured", PART, object="cap_1", object_type="capture"),
            sale.event("payment.captured", WHOLE - PART, object="cap_2", object_type="capture"),
        ],
        CONFIRMED,
        {"provider_receivable": WHOLE, "sales": -WHOLE},
    ),
}
UNFIT: dict[str, tuple[Events, End, dict[str, int]]] = {
    "less than was asked": (
        lambda sale: [sale.event("payment.succeeded", 1)],
        HELD,
        {"provider_receivable": 1, "held_for_review": -1},
    ),
    "more than was asked": (
        lambda sale: [sale.event("payment.succeeded", WHOLE + 1)],
        HELD,
        {"provider_receivable": WHOLE + 1, "held_for_review": -WHOLE - 1},
    ),
    "another currency": (
        lambda sale: [sale.event("payment.succeeded", currency="USD")],
        HELD,
        {"USD:provider_receivable": WHOLE, "USD:held_for_review": -WHOLE},
    ),
    "another reference": (
        lambda sale: [sale.event("payment.succeeded", reference="somebody-else")],
        HELD,
        {"provider_receivable": WHOLE, "held_for_review": -WHOLE},
    ),
    "nobody's payment": (
        lambda sale: [
            sale.event("payment.succeeded", payment="pay_x", object="pay_x", reference="x")
        ],
        WAITING,
        {},
    ),
    "an unheard type": (lambda sale: [sale.event("payment.celebrated")], WAITING, {}),
}


def test_the_script_of_the_page_runs_as_it_stands(page: ModuleType) -> None:
    page.main(rounds=1)


def test_sequences_of_an_outsider_end_as_the_page_says(page: ModuleType) -> None:
    shop, source = page.Shop(capacity=1000), chance("outside")
    told: list[tuple[str, Sale]] = []
    kinds = FITTING | UNFIT
    for name, (events, *_) in kinds.items():
        for _ in range(EACH):
            sale = sold(shop)
            how = " → ".join(deliver_anyhow(sale, events(sale), source))
            told.append((f"{name}: {how}", sale))
    books = shop.books()
    wrong = {}
    for how, sale in told:
        _, end, ledger = kinds[how.partition(":")[0]]
        found = judged(sale, books)
        if found != (end, ledger):
            wrong[how] = f"{found}, not {(end, ledger)}"
    record_result("an outsider's own deliveries, whole stack", f"{len(told)} sequences")

    assert not wrong, "\n".join(f"{how}\n    {what}" for how, what in wrong.items())


def test_a_second_success_for_one_reference_ends_the_same_in_both_orders(page: ModuleType) -> None:
    shop = page.Shop()
    sales = [sold(shop), sold(shop)]
    for sale, order in zip(sales, permutations(range(2)), strict=True):
        other = f"pay_other_{sale.ref}"
        foreign = sale.event("payment.succeeded", payment=other, object=other)
        told = [sale.event("payment.succeeded"), foreign]
        for number in order:
            assert shop.deliver(told[number]) == 204
            shop.books()
    books = shop.books()
    ends = [judged(sale, books) for sale in sales]

    assert ends[0] == ends[1]
    assert ends[0][0][:3] == ("confirmed", "paid", 1)
    assert ends[0][1] == {
        "provider_receivable": 2 * WHOLE,
        "sales": -WHOLE,
        "held_for_review": -WHOLE,
    }


def test_the_same_event_with_other_content_is_held_for_review(page: ModuleType) -> None:
    shop = page.Shop()
    sale = sold(shop)
    first = sale.event("payment.succeeded")
    other = first | {"data": first["data"] | {"amount_minor": 1}}
    for each in (first, other):
        assert shop.deliver(each) == 204
        books = shop.books()
    end, ledger = judged(sale, books)

    assert end[4], "nobody was told that the provider contradicts itself"
    assert ledger == {"provider_receivable": WHOLE, "sales": -WHOLE}


def test_what_proves_nothing_is_refused_and_changes_nothing(page: ModuleType) -> None:
    shop = page.Shop()
    sale, now = sold(shop), time.time()
    paid = sale.event("payment.succeeded")
    refused = {
        "no signature": shop.deliver(paid, header=""),
        "nonsense": shop.deliver(paid, header="t=,v1=,"),
        "another secret": shop.deliver(paid, secret="whsec_another"),
        "ten minutes old": shop.deliver(paid, at=now - 600),
        "ten minutes ahead": shop.deliver(paid, at=now + 600),
        "another account": shop.deliver(sale.event("payment.succeeded", account="else")),
    }

    assert set(refused.values()) == {400}, refused
    assert judged(sale, shop.books()) == (WAITING, {})


def deliver_anyhow(sale: Sale, told: list[Any], source: Random) -> list[str]:
    """In any order, some of it twice, under the same and under other event ids."""
    told += [each | {"id": f"{each['id']}-again"} for each in source.choices(told, k=2)]
    told += source.choices(told, k=2)
    source.shuffle(told)
    for each in told:
        assert sale.shop.deliver(each) == 204
    return [f"{each['type']} {each['data']['object'][:4]}" for each in told]


def sold(shop: Any) -> Sale:
    order = shop.buy()
    payment_id, ref = shop.pay(order)
    return Sale(shop, order, payment_id, ref)


def judged(sale: Sale, books: Any) -> tuple[End, dict[str, int]]:
    """Where an order and its payment stand, and what is booked for the payment."""
    orders, payments, _ = books
    order, payment = orders[sale.order["id"]], payments[sale.payment_id]
    end = (
        order["state"],
        order["money_state"],
        order["valid_tickets"],
        payment["state"],
        payment["is_under_review"],
    )
    return end, {account: minor for account, minor in payment["booked"].items() if minor}
