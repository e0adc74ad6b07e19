"""Works off background work in the test's own process: outbox, handlers, enqueued tasks."""

import os
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from tests.conftest import NOBODY_LISTENS
from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db import tx
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging import outbox, tasks
from turnout.modules.jobs import service as jobs
from turnout.modules.orders import tasks as orders_tasks
from turnout.modules.overviews import api as overviews

LEAVE = """
    UPDATE outbox SET dispatched_at = %(now)s, done_at = %(now)s
    WHERE dispatched_at IS NULL AND id < %(first)s
"""
UNREAD = "notifications.send_"
DIRECTORY = "discovery."
"""Handlers that copy for the directory. For tests of modules they wait until somebody looks."""
MODULES = "tests/modules/"
LOOKING = tuple(
    f"{MODULES}{each}/"
    for each in (
        "discovery", "event_search", "popularity", "public_search", "saved_searches", "search_index",
    )
)  # fmt: skip
"""Tests that ask the directory itself, not by a page."""
OWN = ("/api/v1/organizations/", "/api/v1/me", "/hooks/", "/orders/", "/unsubscribe/")
"""What is asked there is an organization's, a person's or an order's: no directory is looked at."""
UNDRAWN = "invoices.draw"
MONEY = (
    "tests/concurrency/",
    "tests/modules/accounting/",
    "tests/modules/applications/",
    "tests/modules/attendee_imports/",
    "tests/modules/bulk_actions/",
    "tests/modules/catalog/test_passes",
    "tests/modules/checkin/",
    "tests/modules/inventory/",
    "tests/modules/orders/",
    "tests/modules/order_search/",
    "tests/modules/order_timeline/",
    "tests/modules/payments/",
    "tests/modules/reconciliation/",
    "tests/modules/refund_previews/",
    "tests/modules/tickets/",
    "tests/modules/waitlist/",
)
"""Tests that look at no drawn invoice: none is drawn for them."""
QUEUED: list[tuple[str, tuple[str, ...]]] = []
SET_ASIDE: dict[str, list[outbox.Delivery]] = {}
"""By file of tests: fixtures of a whole file make what its later tests look at."""


class LookingClient(FlaskClient):
    """A client for which the directory is brought up to date before a page, or a program, asks it."""

    def run_wsgi_app(self, environ: Any, *arguments: Any, **named: Any) -> Any:
        if _waiting() and not environ["PATH_INFO"].startswith(OWN):
            show_in_directory()
        return super().run_wsgi_app(environ, *arguments, **named)


def show_in_directory() -> None:
    """Copy what waits for it; no test counts these statements."""
    waiting = _waiting().copy()
    _waiting().clear()
    observer, tx.observer = tx.observer, None
    try:
        for each in waiting:
            _handle(each)
    finally:
        tx.observer = observer


def leave_older_facts(first: UUID) -> None:
    """Call the facts handled that are older than this id: whoever made them is over."""
    with transaction(SystemContext(job="tests.leave-older-facts")) as tx:
        tx.query(LEAVE, {"now": tx.now, "first": first})


def drain(*, rounds: int = 20) -> None:
    """Run handlers and enqueued tasks until nothing is left; what they raise reaches the test.

    Jobs wait for `run_jobs`.

    Mails stay where they are while nobody listens: composing one, its tickets drawn and all, costs
    more than the order, and whatever goes wrong with it would only postpone it.
    """
    mails_wait = runtime.current().settings.smtp_url.get_secret_value() == NOBODY_LISTENS
    left = (jobs.JOB, UNREAD) if mails_wait else (jobs.JOB,)
    left += (UNDRAWN,) if _is_about_money() else ()
    for _ in range(rounds):
        moved = outbox.relay_once(_handle_now, limit=1000)
        if not run_queued(but=left) and not moved:
            return
    raise AssertionError("background work does not come to an end")


def run_queued(*, but: tuple[str, ...] = ()) -> int:
    """Run what is enqueued now, and handle no fact; how many tasks that were."""
    functions = {each.name: each.function for each in tasks.registered()}
    waiting = QUEUED.copy()
    QUEUED.clear()
    for name, arguments in waiting:
        if not name.startswith(but):
            functions[name](*arguments)
    return len(waiting)


def run_timed(name: str) -> Any:
    """Run one timed task now, by its name."""
    return {each.name: each.function for each in tasks.registered()}[name]()


def run_jobs(*, rounds: int = 100) -> None:
    """Work off jobs until nobody waits for one, other tests' leftovers included."""
    for _ in range(rounds):
        if not jobs.list_due(SystemContext(job="tests.run-jobs")):
            return
        run_timed("jobs.run")
    raise AssertionError("jobs do not come to an end")


def _is_about_money() -> bool:
    return _running().startswith(MONEY)


def _may_wait() -> bool:
    return _running().startswith(MODULES) and not _running().startswith(LOOKING)


def _waiting() -> list[outbox.Delivery]:
    file = _running().partition("::")[0]
    if file not in SET_ASIDE:
        SET_ASIDE.clear()
    return SET_ASIDE.setdefault(file, [])


def _running() -> str:
    return os.environ.get("PYTEST_CURRENT_TEST", "")


def _handle_now(deliveries: list[outbox.Delivery]) -> None:
    for each in deliveries:
        if each.subscription.key.startswith(DIRECTORY) and _may_wait():
            _waiting().append(each)
        else:
            _handle(each)


def _handle(delivery: outbox.Delivery) -> None:
    outbox.handle(
        delivery.subscription.key,
        delivery.fact_name,
        organization_id=delivery.organization_id,
        fact_id=delivery.fact_id,
        payload=delivery.payload,
        request_id=delivery.request_id,
    )


def carry_out_order_actions() -> None:
    """Work off what cancelled and moved events mean for orders, other tests' leftovers included."""
    while orders_tasks.count_due_order_actions(SystemContext(job=orders_tasks.ORDER_ACTION)):
        orders_tasks.carry_out_order_actions()


def count_overviews() -> None:
    """Hear every fact and count what changed, other tests' leftovers included."""
    drain()
    while overviews.count_stale(SystemContext(job="tests.count-overviews")):
        pass
