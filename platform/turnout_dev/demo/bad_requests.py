"""Requests as they should not be: refused by the name of the field, and nothing is written."""

from typing import Any

from turnout_dev.demo.context import DemoContext, People, Show, remaining
from turnout_dev.demo.purchases import FREE
from turnout_dev.demo.reporter import DemoFailed

HUGE = 10_000_000
JSON = {"Content-Type": "application/json"}
XML = {"Content-Type": "application/xml"}


def send_nonsense(demo: DemoContext, people: People, show: Show) -> None:
    orders, event = f"{people.base}/orders", f"{people.base}/events/{show.event_id}"
    before = remaining(people, show, FREE)
    for title, quantity in (
        ("zero", 0),
        ("minus one", -1),
        ("a huge number", 10**12),
        ("“two”", "two"),
    ):
        answer = demo.guest.request("POST", orders, json=_basket(show, quantity=quantity))
        _refused(demo, f"a quantity of {title}", answer, status=422, pointer="/lines/0/quantity")
    answer = demo.guest.request("POST", orders, json={**_basket(show), "coupon": "SESAME"})
    _refused(demo, "an unknown field", answer, status=422, pointer="/coupon")
    answer = demo.guest.request("POST", orders, content=b'{"event_id": ', headers=JSON)
    _refused(demo, "broken JSON", answer, status=400)
    answer = demo.guest.request("POST", orders, content=b" " * HUGE, headers=JSON)
    _refused(demo, "a body of 10 MB", answer, status=413)
    pool = show.pools[FREE]
    offer = {"name": "Moon", "currency": "XLM", "price_minor": 1, "pool_id": pool}
    answer = people.owner.request("POST", f"{event}/ticket-types", json=offer)
    _refused(demo, "an unknown currency", answer, status=422, pointer="/currency")
    answer = people.owner.request(
        "POST", f"{event}/programme/imports", content=b"<schedule><day", headers=XML
    )
    _refused(demo, "a broken schedule", answer, status=422, pointer="/schedule")
    demo.reporter.check(
        "places taken by all that", expected=0, found=before - remaining(people, show, FREE)
    )


def _basket(show: Show, *, quantity: Any = 1) -> dict[str, Any]:
    line = {"ticket_type_id": show.types[FREE], "quantity": quantity}
    return {"event_id": show.event_id, "lines": [line], "buyer": {"email": "nobody@demo.example"}}


def _refused(demo: DemoContext, title: str, answer: Any, *, status: int, pointer: str = "") -> None:
    """A problem document with the status, and with the field where there is one."""
    media_type = answer.headers.get("Content-Type", "")
    if answer.status_code != status or not media_type.startswith("application/problem+json"):
        raise DemoFailed(
            f"{title}: expected a problem document with status {status}, found "
            f"{answer.status_code} {media_type}: {answer.text[:400]}"
        )
    named = [each["pointer"] for each in answer.json().get("errors", [])]
    if pointer and pointer not in named:
        raise DemoFailed(f"{title}: expected {pointer} to be named, found {answer.text[:400]}")
    demo.reporter.hold(f"{title}: {status}{' ' + pointer if pointer else ''}", is_so=True)
