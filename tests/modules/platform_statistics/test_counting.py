"""How days are counted: nothing twice, nothing lost by a kill, nothing less after an end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.people import make_organization, make_user
from tests.factories.sales import make_shop
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain
from tests.modules.platform_statistics.conftest import book, buy, count, on

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db import tx as kernel_tx
from turnout.kernel.db.tx import transaction
from turnout.modules.closures import api as closures
from turnout.modules.closures import tasks as closure_tasks
from turnout.modules.events import api as events
from turnout.modules.platform_statistics import rules, service
from turnout.modules.privacy.service import requests

TODAY = date(2007, 5, 10)
JOB = SystemContext(job="tests.count-statistics")
OWN = """
    SELECT day::text, sum(order_count)::int, sum(gross_minor)::int FROM platform_statistics_days
    WHERE organization_id = %(organization_id)s AND (order_count, gross_minor) <> (0, 0)
    GROUP BY day ORDER BY day
"""
FORGET = """
    UPDATE platform_statistics_cursors SET is_stale = true, counted_until = NULL
    WHERE organization_id = %(organization_id)s
"""


class Killed(Exception):
    """The worker is gone."""


def counted(shop) -> list[tuple[str, int, int]]:
    with transaction(system_in(shop.organization.id, "tests.read")) as tx:
        return [tuple(row) for row in tx.query(OWN, tx.here())]


def forget(shop) -> None:
    """As the migration leaves an organization of long ago: nothing of it is counted."""
    with transaction(system_in(shop.organization.id, "tests.forget")) as tx:
        tx.query("DELETE FROM platform_statistics_days WHERE organization_id = %(organization_id)s",
                 tx.here())  # fmt: skip
        tx.query(FORGET, tx.here())


@pytest.fixture
def shop(running):
    """Sells from the beginning of 2007 to the end of 2008, and is counted afterwards only."""
    with on("2007-01-15"):
        start = datetime(2010, 1, 15, tzinfo=UTC)
        return make_shop(starts_at=start, ends_at=start + timedelta(days=1))


def test_what_is_marked_twice_is_counted_once(client, shop):
    with on("2007-02-01"):
        buy(client, shop, shop.add_type(), quantity=2)
        book(shop, "sales", -500)
    count()
    for _ in range(2):
        service.mark_organization(system_in(shop.organization.id, "tests.again"))
        count()
    forget(shop)
    count()
    assert counted(shop) == [("2007-02-01", 1, 500)]


def test_an_event_that_is_published_again_is_no_second_event(shop, read):
    with on("2007-03-01"):
        event = make_shop(shop.organization)
    count()
    with on("2007-03-02"):
        events.act_on_event(event.organizer, event.event_id, events.Action.UNPUBLISH)
    with on("2007-03-03"):
        events.publish_event(event.organizer, event.event_id)
    count()
    found = read("2007-03-01", "2007-03-03")
    assert [each["figures"]["events_published"] for each in found["series"]] == [1, 0, 0]


def test_an_event_that_is_purged_stays_counted(shop, read):
    with on("2007-04-01"):
        event = make_shop(shop.organization)
        count()
        events.act_on_event(event.organizer, event.event_id, events.Action.UNPUBLISH)
        events.delete_event(event.organizer, event.event_id)
        events.purge_event(event.organizer, event.event_id)
        count()
    assert read("2007-04-01", "2007-04-01")["totals"]["events_published"] == 1


def test_a_person_who_is_erased_stays_counted(read):
    with on("2003-11-15"):
        person = make_user()
    count()
    requests.erase_by_command(person.email, reason="", at_once=True)
    count()
    assert read("2003-11-15", "2003-11-15")["totals"]["people_signed_up"] == 1


def test_people_are_counted_up_to_today(client, read):
    today = str(clock.now().date())
    service.count_people(JOB)
    before = read(today, today)["totals"]["people_signed_up"]
    make_user()
    service.count_people(JOB)
    assert read(today, today)["totals"]["people_signed_up"] == before + 1


@pytest.mark.parametrize(
    ("last", "first", "portions"),
    [
        (None, None, []),
        (None, date(2007, 1, 1), [(date(2007, 1, 1), date(2007, 4, 2)), (date(2007, 4, 3), TODAY)]),
        (date(2007, 5, 9), None, [(date(2007, 5, 8), TODAY)]),
        (date(2009, 1, 1), None, [(date(2007, 5, 9), TODAY)]),
    ],
)
def test_people_of_long_ago_are_counted_in_portions(last, first, portions):
    assert list(rules.people_days(last, first, today=TODAY)) == portions


def test_a_backfill_that_was_killed_goes_on_where_it_was(client, shop, monkeypatch):
    for day in ("2007-01-20", "2007-06-01", "2008-12-24"):
        with on(day):
            buy(client, shop, shop.add_type())
    count()
    forget(shop)
    portions = []

    def kill(sent: str) -> None:
        portions.append(sent) if "platform_statistics_days AS kept" in sent else None
        if len(portions) == 3:
            raise Killed

    monkeypatch.setattr(kernel_tx, "observer", kill)
    with pytest.raises(Killed):
        service.count_organizations(JOB, limit=1_000_000)
    monkeypatch.setattr(kernel_tx, "observer", None)
    assert counted(shop) == [("2007-01-20", 1, 0), ("2007-06-01", 1, 0)]
    count()
    assert [day for day, *_ in counted(shop)] == ["2007-01-20", "2007-06-01", "2008-12-24"]


def test_what_waited_for_its_commit_over_midnight_is_counted_on_its_day(client, shop):
    with on("2008-05-01", "23:59:58"):
        type_id = shop.add_type()
        buy(client, shop, type_id)
    with on("2008-05-02", "00:00:01"):
        count()
    with on("2008-05-01", "23:59:59"):
        buy(client, shop, type_id)
    with on("2008-05-02", "00:00:02"):
        count()
    assert counted(shop) == [("2008-05-01", 2, 0)]


def test_a_fact_that_was_lost_is_made_up_for_by_the_next(client, shop):
    with on("2008-06-01"):
        type_id = shop.add_type()
        count()
    with on("2008-06-10"):
        buy(client, shop, type_id)
        drain()
        with transaction(system_in(shop.organization.id, "tests.lose")) as tx:
            tx.query("UPDATE platform_statistics_cursors SET is_stale = false", {})
    with on("2008-06-20"):
        buy(client, shop, type_id)
        count()
    assert [day for day, *_ in counted(shop)] == ["2008-06-10", "2008-06-20"]


def test_an_organization_that_is_deleted_leaves_the_sums_as_they_were(client, read):
    with on("2009-01-01"):
        shop = make_shop(make_organization(name="Gone Tomorrow"))
        buy(client, shop, shop.add_type())
        book(shop, "sales", -700)
    count()
    before = read("2009-01-01", "2009-01-01")
    with on("2009-04-01"):
        slug = shop.organization.slug
        closures.close_organization(shop.organizer, slug=slug)
    with on("2009-06-01"):
        closure_tasks.delete_organization(str(shop.organization.id))
    service.mark_organization(system_in(shop.organization.id, "tests.again"))
    count()
    forget_cursor(shop)
    count()
    after = read("2009-01-01", "2009-01-01")
    assert (after["totals"], after["organizations"]) == (before["totals"], before["organizations"])
    assert after["totals"]["orders"] == 1


def forget_cursor(shop) -> None:
    with transaction(system_in(shop.organization.id, "tests.forget")) as tx:
        tx.query(FORGET, tx.here())


def test_a_card_payment_and_its_refund_are_counted_by_their_facts(client, queued, provider, read):
    today = clock.now().date()
    period = (str(today - timedelta(days=1)), str(today + timedelta(days=1)))
    count()
    before = read(*period)["totals"]
    with open_sales_desk(client, provider) as counter:
        order = counter.order(quantity=2).pay()
        count()
        assert order.refund(amount_minor=1_000).status_code < 300
        drain()
        counter.deliver(order.told())
    count()
    after = read(*period)["totals"]

    def euro(figures):
        return next((each for each in figures["money"] if each["currency"] == "EUR"), {})

    def grown(name):
        return euro(after)[name] - euro(before).get(name, 0)

    assert (grown("gross_minor"), grown("refunds_minor")) == (5_000, 1_000)
    assert after["tickets"] - before["tickets"] == 2
    assert after["orders"] - before["orders"] == 1
