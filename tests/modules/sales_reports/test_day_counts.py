"""Days that are counted ahead say to the minor unit what orders and the ledger say."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories import work
from tests.factories.invoices import place
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.modules.sales_reports.test_sales_reports import bought, report
from tests.prove.counts import chance, examples

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.sales_reports import day_counts, rules
from turnout.modules.sales_reports.queries import counted_days
from turnout.modules.sales_reports.types import Grouping

SEAL = "SELECT turnout_audit_seal(100000)"
STORED = "SELECT count(*) FROM sales_report_days WHERE organization_id = %(organization_id)s"
FIRST = datetime(2026, 3, 27, 22, 15, tzinfo=UTC)


def seal():
    """As maintenance does: from then on a change has its place in the chain."""
    with transaction(SystemContext(job="tests.seal")) as tx:
        tx.query(SEAL)


def count(shop):
    day_counts.count_zone(system_in(shop.organization.id, "tests.count"), shop.time_zone)


def touched(shop):
    """The days that a report looks at itself; None: all of them."""
    with transaction(shop.organizer) as tx:
        return day_counts.find_touched(tx, shop.time_zone)


def stored(shop):
    with transaction(shop.organizer) as tx:
        return tx.query(STORED, tx.here())[0][0]


def figures(shop, **query):
    """All groupings of a report, without the instant at which they were counted."""
    found = {}
    for group_by in Grouping:
        said = report(shop.client, shop, group_by=group_by.value, **query)
        found[group_by] = {name: value for name, value in said.items() if name != "counted_at"}
    return found


def assert_as_live(shop, monkeypatch, **query):
    """The same report from counted days and from orders and the ledger themselves."""
    counted = figures(shop, **query)
    with monkeypatch.context() as patched:
        patched.setattr(day_counts, "find_touched", lambda _tx, _zone: None)
        assert counted == figures(shop, **query)


class Desk:
    """A shop with the caller that asks it."""

    def __init__(self, client, shop):
        self.client, self.shop = client, shop
        self.time_zone = report(client, shop, group_by="event")["time_zone"]

    def __getattr__(self, name):
        return getattr(self.shop, name)


@pytest.fixture
def shop(counter):
    return Desk(counter.client, counter.shop)


@pytest.fixture
def sold(shop):
    """Orders of two types around the night on which clocks change; then free ones."""
    types = [shop.add_type(price_minor=1210), shop.add_type(price_minor=700)]
    for number in range(6):
        at = FIRST + timedelta(hours=7 * number)
        bought(shop.client, shop, *types[: 1 + number % 2], at=at)
    free = shop.add_type(price_minor=0)
    return types, [place(shop.client, shop, free) for _ in range(3)]


def refunded(counter):
    """An order that was paid by card, of which a part went back."""
    order = counter.order(quantity=2).pay()
    assert order.refund(amount_minor=500, reason="Rain").status_code in (200, 201, 202)
    counter.deliver(order.told())


def cancel(shop, order):
    answer = shop.client.post(
        f"{shop.orders_path}/{order['id']}/cancel", json={}, headers=bearer(shop.organization.owner)
    )
    assert answer.status_code == 200, answer.json


def test_counted_days_say_the_same_in_every_grouping(shop, sold, monkeypatch):
    seal()
    count(shop)
    assert touched(shop) == []
    assert stored(shop) > 0
    assert_as_live(shop, monkeypatch)
    assert_as_live(shop, monkeypatch, event_id=str(shop.event_id))
    assert_as_live(shop, monkeypatch, first_day="2026-03-28", last_day="2026-03-29")


def test_a_report_is_never_behind_what_happened_since(counter, shop, sold, monkeypatch):
    types, orders = sold
    seal()
    count(shop)
    cancel(shop, orders[2])
    refunded(counter)
    assert touched(shop), "a change that has no place in the chain yet counts at once"
    assert_as_live(shop, monkeypatch)
    seal()
    assert touched(shop)
    bought(shop.client, shop, types[1], quantity=3, at=FIRST + timedelta(days=40))
    assert_as_live(shop, monkeypatch)
    seal()
    count(shop)
    assert touched(shop) == []
    assert_as_live(shop, monkeypatch)


def test_another_event_of_the_organization_is_kept_apart(shop, sold, monkeypatch):
    other = make_shop(shop.organization)
    bought(shop.client, other, other.add_type(price_minor=500), at=FIRST)
    seal()
    count(shop)
    assert_as_live(shop, monkeypatch)
    for each in (shop, other):
        assert_as_live(shop, monkeypatch, event_id=str(each.event_id))


def test_any_story_of_sales_and_counts_ends_alike(counter, shop, sold, monkeypatch):
    """Bought, cancelled, returned, sealed, counted, in any order; compared after each step."""
    types, free = sold
    drawn = chance("stories of counted days")
    for _ in range(examples(120)):
        step = drawn.choice(("buy", "cancel", "refund", "seal", "count", "count"))
        if step == "buy":
            at = FIRST + timedelta(hours=drawn.randrange(96))
            of = drawn.sample(types, drawn.randint(1, 2))
            bought(shop.client, shop, *of, at=at)
        elif step == "cancel" and free:
            cancel(shop, free.pop())
        elif step == "refund" and counter.left() >= 2:
            refunded(counter)
        elif step == "seal":
            seal()
        elif step == "count":
            count(shop)
        assert_as_live(shop, monkeypatch)


def test_a_count_that_broke_off_is_taken_by_no_report_and_begun_again(shop, sold, monkeypatch):
    seal()
    real, calls = counted_days.count_days, []

    def dies_on_the_second_day(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise RuntimeError("killed")
        real(*arguments)

    bought(shop.client, shop, sold[0][0], at=FIRST + timedelta(days=30))
    with monkeypatch.context() as patched:
        patched.setattr(counted_days, "count_days", dies_on_the_second_day)
        with pytest.raises(RuntimeError, match="killed"):
            count(shop)
    assert touched(shop) is None
    assert_as_live(shop, monkeypatch)
    count(shop)
    assert touched(shop) is not None
    assert_as_live(shop, monkeypatch)


def test_two_that_count_at_once_count_nothing_twice(shop, sold, monkeypatch):
    seal()
    threads = [threading.Thread(target=count, args=(shop,)) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert touched(shop) is not None
    assert_as_live(shop, monkeypatch)


def test_a_change_while_it_is_counted_is_missed_by_nobody(shop, sold, monkeypatch):
    types, _ = sold
    seal()
    real, sales = counted_days.count_days, []
    own = shop.client.application.test_client()
    own.environ_base["HTTP_HOST"] = "turnout.test"

    def sell():
        bought(own, shop, types[0], at=FIRST + timedelta(hours=1))

    def sells_meanwhile(*arguments):
        """Another buyer commits after these days were added up and before that is committed."""
        real(*arguments)
        if not sales:
            sales.append(threading.Thread(target=sell))
            sales[0].start()
            sales[0].join()

    with monkeypatch.context() as patched:
        patched.setattr(counted_days, "count_days", sells_meanwhile)
        count(shop)
    assert sales
    assert touched(shop), "what was sold meanwhile is looked at by the report itself"
    assert_as_live(shop, monkeypatch)
    seal()
    count(shop)
    assert_as_live(shop, monkeypatch)


def test_few_orders_are_not_counted_ahead_and_many_are(shop, sold, queued, monkeypatch):
    report(shop.client, shop)
    work.drain()
    assert touched(shop) is None
    monkeypatch.setattr(rules, "COUNTED_FROM", 3)
    report(shop.client, shop)
    assert [name for name, _ in queued] == [day_counts.TASK]
    work.drain()
    assert touched(shop) is not None
    queued.clear()
    report(shop.client, shop)
    assert not queued
    assert_as_live(shop, monkeypatch)


def test_many_orders_are_counted_before_anybody_asks(shop, sold, monkeypatch):
    ctx = system_in(shop.organization.id, "tests.count")
    day_counts.count_if_many(ctx)
    assert touched(shop) is None
    monkeypatch.setattr(rules, "COUNTED_FROM", 3)
    day_counts.count_if_many(ctx)
    assert touched(shop) is not None
    assert stored(shop) > 0


def test_zones_are_counted_anew_after_a_pause(shop, sold, monkeypatch):
    count(shop)
    system = SystemContext(job="tests.count")
    place = (shop.organization.id, shop.time_zone)
    assert place not in day_counts.list_due_zones(system)
    monkeypatch.setattr(day_counts, "PAUSE", timedelta(0))
    assert place in day_counts.list_due_zones(system)


def test_too_many_changed_days_are_counted_whole_again(shop, sold, monkeypatch):
    count(shop)
    monkeypatch.setattr(day_counts, "MOST_TOUCHED", 1)
    assert touched(shop) is None
    seal()
    count(shop)
    assert touched(shop) == []
    assert_as_live(shop, monkeypatch)


def test_nobody_of_another_organization_sees_a_counted_day(shop, sold):
    count(shop)
    other = Desk(shop.client, make_shop())
    assert stored(other) == 0
    assert report(shop.client, other)["totals"] == []


def test_a_report_of_all_events_adds_up_days_that_know_of_none(shop, sold, statements):
    seal()
    count(shop)
    statements.clear()
    report(shop.client, shop, group_by="channel")
    assert any("d.part = 'all_channels'" in each for each in statements)
    statements.clear()
    report(shop.client, shop, group_by="event")
    assert any("d.part = 'events'" in each for each in statements)
