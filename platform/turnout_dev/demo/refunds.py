"""Money goes back, the books balance, and the public sees the programme."""

from collections import Counter
from html import escape
from http import HTTPStatus
from typing import Any

from turnout_dev.demo.checkin import Paper, scan
from turnout_dev.demo.context import (
    Bought,
    DemoContext,
    People,
    Sales,
    Show,
    remaining,
    wait_for_order,
)
from turnout_dev.demo.purchases import PAID, SCARCE
from turnout_dev.demo.reporter import DemoFailed, wait_for

PAGE_SECONDS = 5.0


def refund(
    demo: DemoContext, people: People, show: Show, *, sales: Sales, papers: dict[str, list[Paper]]
) -> None:
    """A full refund: money, ticket and place go back together."""
    bought = paid_order(sales.challenged)
    code = papers[bought.order_id][0].code
    before = remaining(people, show, PAID)
    people.staff.post(
        f"{people.base}/orders/{bought.order_id}/refunds", {}, expect=HTTPStatus.FORBIDDEN
    )
    demo.reporter.say("door staff may not refund")
    asked = people.owner.post(
        f"{people.base}/orders/{bought.order_id}/refunds",
        {"reason": "cannot come"},
        expect=HTTPStatus.ACCEPTED,
    )
    demo.reporter.check("asked back", expected=bought.total_minor, found=asked["amount_minor"])
    ended = wait_for_order(demo, people, bought, money_state="refunded", state="cancelled")
    demo.reporter.check("given back", expected=bought.total_minor, found=ended["refunded_minor"])
    demo.reporter.check(
        "valid tickets left",
        expected=0,
        found=sum(each["state"] == "valid" for each in ended["tickets"]),
    )
    verdict = scan(people, show, code)
    demo.reporter.check(
        "its ticket at the door",
        expected=("refused", "refunded"),
        found=(verdict["verdict"], verdict["reason"]),
    )
    demo.reporter.check(
        "places given back", expected=1, found=remaining(people, show, PAID) - before
    )
    seen = sales.provider.payment(payment_of_order(people, bought)["provider_ref"])
    demo.reporter.check(
        "refunded at the provider", expected=bought.total_minor, found=seen["refunded_minor"]
    )


def paid_order(bought: Bought | None) -> Bought:
    if bought is None:
        raise DemoFailed("nobody paid")
    return bought


def payment_of_order(people: People, bought: Bought) -> dict[str, Any]:
    listed = people.owner.get(f"{people.base}/payments", reference=bought.order_id)["items"]
    return next(each for each in listed if each["captured_minor"])


def balance_books(demo: DemoContext, people: People, sales: Sales) -> None:
    """Every entry sums to zero, and the books say what orders, payments and provider say."""
    entries = list(people.owner.pages(f"{people.base}/ledger"))
    crooked = [
        each["id"] for each in entries if sum(line["amount_minor"] for line in each["lines"])
    ]
    demo.reporter.check("entries that do not sum to zero", expected=[], found=crooked)
    payments = list(people.owner.pages(f"{people.base}/payments"))
    balances = people.owner.get(f"{people.base}/ledger")["balances"]
    totals: Counter[str] = Counter()
    for each in balances:
        totals[each["currency"]] += each["balance_minor"]
    demo.reporter.check("sum of all accounts", expected=set(), found=set(totals.values()) - {0})
    for currency in sorted(totals):
        _compare(demo, currency, balances=balances, payments=payments)
    _follow_this_run(demo, people, sales, entries=entries)


def _compare(
    demo: DemoContext,
    currency: str,
    *,
    balances: list[dict[str, Any]],
    payments: list[dict[str, Any]],
) -> None:
    """The accounts against the payments, over everything the organization ever sold."""
    account = {
        each["account"]: each["balance_minor"] for each in balances if each["currency"] == currency
    }
    ours = [each for each in payments if each["currency"] == currency]
    captured = sum(each["captured_minor"] for each in ours)
    refunded = sum(each["refunded_minor"] for each in ours)
    fees = sum(each["fee_minor"] for each in ours)
    demo.reporter.check(
        f"{currency}: sales, refunds, fees, what providers owe and the bank has, as payments say",
        expected=(captured, refunded, fees, captured - refunded - fees),
        found=(
            -account.get("sales", 0),
            account.get("refunds", 0),
            account.get("fees", 0),
            account.get("provider_receivable", 0) + account.get("bank", 0),
        ),
    )


def _follow_this_run(
    demo: DemoContext, people: People, sales: Sales, *, entries: list[dict[str, Any]]
) -> None:
    """The orders of this run, line by line: one income each, and one refund."""
    sold = [paid_order(each) for each in (sales.paid, sales.declined_first, sales.challenged)]
    payments = {payment_of_order(people, each)["id"]: each for each in sold}
    kinds = Counter(each["kind"] for each in entries if each["payment_id"] in payments)
    demo.reporter.check(
        "entries of this run",
        expected={"payment.collected": len(sold), "refund.succeeded": 1},
        found=dict(sorted(kinds.items())),
    )
    income = -sum(
        line["amount_minor"]
        for each in entries
        if each["payment_id"] in payments
        for line in each["lines"]
        if line["account"] == "sales"
    )
    total = sum(each.total_minor for each in sold)
    demo.reporter.check(
        "sales of this run, from orders and from the ledger", expected=total, found=income
    )
    demo.reporter.note(
        "sold · refunded (EUR)",
        f"{total / 100:.2f} · {paid_order(sales.challenged).total_minor / 100:.2f}",
    )


def look_from_outside(demo: DemoContext, people: People, show: Show) -> None:
    """The public pages, as visitors and crawlers see them."""
    address = f"/{people.organization_slug}/{show.slug}"

    def page_with_talk() -> str | None:
        answer = demo.guest.request("GET", address)
        return answer.text if escape(show.talk) in answer.text else None

    page = wait_for(f"{address} shows “{show.talk}”", page_with_talk, seconds=PAGE_SECONDS)
    demo.reporter.hold(f"{address} shows the talk “{show.talk}”", is_so=True)
    demo.reporter.hold(
        "it tells search engines about the event", is_so="application/ld+json" in page
    )
    for path in ("/sitemap.xml", f"/{people.organization_slug}"):
        text = demo.guest.request("GET", path, expect=200).text
        demo.reporter.hold(f"{path} leads there", is_so=address in text, found=text[:300])
    stock = demo.guest.get(f"{address}/availability.json")["tickets"]
    scarce = next(each for each in stock if each["id"] == show.types[SCARCE])
    demo.reporter.check(
        f"{SCARCE}: shown as left",
        expected=max(demo.scarce - demo.buyers, 0),
        found=scarce["remaining"],
    )
