"""Personal data of past events goes when its organizer's time is over: tried first, never early."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_user
from tests.factories.sales import make_shop
from tests.modules.disputes.conftest import desk  # noqa: F401  fixture
from tests.modules.notifications.conftest import (  # noqa: F401  fixtures
    mailbox,
    only_own_mails,
    platform_smtp,
    port,
)
from tests.modules.notifications.mailbox import text_of
from tests.modules.orders.test_answers import COMPANY, MEAL, Checkout
from tests.modules.privacy.test_erasure import where

from turnout.kernel import cadences, clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.audit import api as audit
from turnout.modules.events import api as events
from turnout.modules.retention import rules, service
from turnout.modules.retention.types import RetentionKind, RetentionPolicy, RetentionTarget
from turnout_sdk.payments import FactKind

JOB = SystemContext(job="retention.carry-out")
PEOPLE = RetentionTarget(RetentionKind.PEOPLE)
ANSWERS = RetentionTarget(RetentionKind.ANSWERS)


@pytest.fixture
def superuser_url(postgres, database_name):
    return postgres.superuser_url(database_name)


@pytest.fixture
def checkout(client, queued):
    return Checkout(client, make_shop())


def later(checkout, *, months: int):
    """So many months after the event's end."""
    with transaction(checkout.shop.organizer) as tx:
        ends_at = events.get_event(tx, checkout.shop.event_id).ends_at
    return clock.frozen(ends_at + timedelta(days=31 * months))


def ask(checkout, method: str, path: str = "", *, user=None, headers=None, **body):
    """Of one's own organization, as its owner or as somebody else."""
    below = f"/api/v1/organizations/{checkout.shop.organization.id}/retention-policies{path}"
    who = bearer(user) if user else bearer(checkout.shop.organization.owner)
    sent = {"json": body} if body else {}
    return checkout.client.open(below, method=method, headers=who | (headers or {}), **sent)


def keep(checkout, kind: str, months: int) -> None:
    answer = ask(checkout, "PUT", f"/{kind}", months=months)
    assert answer.status_code == 200, answer.json


def carry_out(checkout, target: RetentionTarget) -> list[dict]:
    """Work it off as the worker does; what went, as the API says it."""
    while service.carry_out(JOB, checkout.shop.organization.id, target):
        pass
    work.drain()
    path = f"/api/v1/organizations/{checkout.shop.organization.id}/retention-runs"
    team = bearer(checkout.shop.organization.owner)
    return checkout.client.get(path, headers=team).json["items"]


def answered(checkout, word: str) -> dict:
    """A confirmed order with an answer of its own and one of its attendee."""
    checkout.ask(COMPANY, MEAL)
    checkout.place(**named(word))
    done = checkout.patch(
        attendees=[checkout.person(meal=True)], answers={"company": f"Works of {word}"}
    )
    assert done.json["state"] == "confirmed", done.json
    return done.json | {"secret": checkout.order["secret"]}


def named(word: str) -> dict[str, str]:
    return {"email": f"{word}@people.example", "name": f"Ada {word}"}


def test_who_came_is_forgotten_after_the_time_and_the_books_stay(checkout, client, superuser_url):
    word, friend = f"past{new_id().hex}", f"friend{new_id().hex}"
    order = answered(checkout, word)
    ticket = order["tickets"][0]["id"]
    body = {"email": f"{friend}@people.example"}
    path = f"{checkout.shop.orders_path}/{order['id']}/tickets/{ticket}/transfer"
    holder = {"Turnout-Order-Secret": order["secret"]}
    assert client.post(path, json=body, headers=holder).status_code == 201
    work.drain()
    keep(checkout, "people", 6)
    with later(checkout, months=5):
        assert carry_out(checkout, PEOPLE) == []
        assert where(superuser_url, word) != set()
    with later(checkout, months=7):
        tried = ask(checkout, "GET", "/people/preview?months=6").json
        assert (tried["event_count"], tried["order_count"], tried["attendee_count"]) == (1, 1, 1)
        assert where(superuser_url, word) != set(), "asking changes nothing"
        [run] = carry_out(checkout, PEOPLE)
        shown = client.get(
            f"{checkout.shop.orders_path}/{order['id']}",
            headers=bearer(checkout.shop.organization.owner),
        ).json
        assert carry_out(checkout, PEOPLE) == [run], "once"
    assert where(superuser_url, word) | where(superuser_url, friend) == set()
    assert (run["order_count"], run["event_id"]) == (1, str(checkout.shop.event_id))
    assert run["anonymised"]["orders"] == run["anonymised"]["tickets"] == 1
    assert run["deleted"]["order_answers"] == 2
    assert run["log_entry_count"] > 0
    assert (shown["number"], shown["state"]) == (order["number"], "confirmed")
    assert audit.verify(SystemContext(job="tests.verify")).is_whole


def test_an_order_is_nobodys_any_more_in_their_account(checkout, client):
    user = make_user()
    checkout.place(email=user.email, name="Ada")
    with transaction(checkout.shop.organizer) as tx:
        tx.query(
            "UPDATE orders SET user_id = %(user_id)s WHERE organization_id = %(organization_id)s",
            tx.here(user_id=user.id),
        )
    keep(checkout, "people", 1)
    with later(checkout, months=2):
        carry_out(checkout, PEOPLE)
    with transaction(checkout.shop.organizer) as tx:
        mine = "SELECT user_id FROM orders WHERE organization_id = %(organization_id)s"
        assert tx.query(mine, tx.here()) == [(None,)]


def test_answers_go_alone_and_the_others_stay(checkout, superuser_url):
    word = f"answers{new_id().hex}"
    answered(checkout, word)
    work.drain()
    keep(checkout, "answers", 1)
    with later(checkout, months=2):
        [run] = carry_out(checkout, ANSWERS)
    assert run["deleted"] == {"order_answers": 2}
    assert where(superuser_url, f"works of {word}") == set()
    assert "orders.buyer_email" in where(superuser_url, word)


def test_other_events_and_other_organizations_keep_theirs(checkout, client, superuser_url):
    word = f"other{new_id().hex}"
    ahead = make_shop(checkout.shop.organization)
    future = Checkout(client, ahead)
    start = clock.now() + timedelta(days=900)
    events.change_event(
        ahead.organizer,
        ahead.event_id,
        {"starts_at": start, "ends_at": start + timedelta(days=1)},
        version=None,
    )
    foreign = Checkout(client, make_shop())
    for each in (future, foreign):
        each.place(**named(word))
    work.drain()
    before = where(superuser_url, word)
    keep(checkout, "people", 1)
    with later(checkout, months=2):
        carry_out(checkout, PEOPLE)
    assert where(superuser_url, word) == before


def test_an_order_that_is_not_paid_stays_until_it_is(checkout, superuser_url):
    word = f"owed{new_id().hex}"
    order = checkout.place(**named(word))
    with transaction(checkout.shop.organizer) as tx:
        owes = """
            UPDATE orders SET net_minor = 1000, total_minor = 1000, money_state = 'unpaid'
            WHERE organization_id = %(organization_id)s AND id = %(id)s
        """
        tx.query(owes, tx.here(id=UUID(order["id"])))
    keep(checkout, "people", 1)
    with later(checkout, months=2):
        assert ask(checkout, "GET", "/people/preview?months=1").json["owed_count"] == 1
        carry_out(checkout, PEOPLE)
    assert "orders.buyer_email" in where(superuser_url, word)


def test_an_order_whose_payment_is_disputed_stays_until_that_is_decided(desk):  # noqa: F811
    desk.disputed()
    shop = desk.counter.shop
    service.put_policy(shop.organizer, PEOPLE, months=1)

    def carried_out() -> tuple[int, str]:
        while service.carry_out(JOB, shop.organization.id, PEOPLE):
            pass
        held = service.preview(shop.organizer, PEOPLE, months=1).owed_count
        with transaction(shop.organizer) as tx:
            [(email,)] = tx.query(
                "SELECT buyer_email FROM orders WHERE organization_id = %(organization_id)s",
                tx.here(),
            )
        return held, email

    with transaction(shop.organizer) as tx:
        ends_at = events.get_event(tx, shop.event_id).ends_at
    with clock.frozen(ends_at + timedelta(days=62)):
        held, email = carried_out()
        assert (held, email != "") == (1, True)
        desk.end(FactKind.DISPUTE_WON)
        assert carried_out() == (0, "")


def test_a_first_or_shorter_time_leaves_a_week_to_think_again(checkout, superuser_url):
    word = f"week{new_id().hex}"
    checkout.place(**named(word))
    work.drain()
    with later(checkout, months=20):
        keep(checkout, "people", 12)
        carry_out(checkout, PEOPLE)
        assert "orders.buyer_email" in where(superuser_url, word)
        assert ask(checkout, "DELETE", "/people").status_code == 204
    with later(checkout, months=22):
        carry_out(checkout, PEOPLE)
        assert "orders.buyer_email" in where(superuser_url, word)


def test_owners_hear_of_a_time_before_anything_goes(checkout, mailbox):  # noqa: F811
    owner = checkout.shop.organization.owner
    add_member(checkout.shop.organization, "staff")
    keep(checkout, "people", 12)
    work.drain()
    [told] = mailbox.to(owner.email)
    day = (clock.now() + timedelta(days=7)).strftime("%Y")
    said = text_of(told)
    assert "goes from" in told["Subject"]
    assert day in told["Subject"]
    assert f"/account/organizations/{checkout.shop.organization.id}/retention" in said
    keep(checkout, "people", 12)
    keep(checkout, "people", 24)
    work.drain()
    assert len(mailbox.to(owner.email)) == 1, "a longer time begins no earlier"
    keep(checkout, "people", 6)
    work.drain()
    assert len(mailbox.to(owner.email)) == 2


def test_a_worker_that_stopped_before_the_log_is_followed_by_one_that_goes_on(
    checkout, superuser_url, monkeypatch
):
    word = f"halfway{new_id().hex}"
    checkout.place(**named(word))
    work.drain()
    keep(checkout, "people", 1)

    def killed(*_):
        raise KeyboardInterrupt

    with later(checkout, months=2):
        with monkeypatch.context() as patch:
            patch.setattr(service.privacy, "erase_entries", killed)
            with pytest.raises(KeyboardInterrupt):
                carry_out(checkout, PEOPLE)
        left = where(superuser_url, word)
        assert left
        assert {each.split(".")[0] for each in left} == {"audit_entries"}
        carry_out(checkout, PEOPLE)
    assert where(superuser_url, word) == set()


def test_what_is_wrong_is_said_at_its_field(checkout):
    for months in (0, 121, "six", None):
        refused = ask(checkout, "PUT", "/people", months=months)
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/months")
    refused = ask(checkout, "GET", "/people/preview?months=0")
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "?months")
    assert ask(checkout, "PUT", "/everything", months=6).status_code == 404
    keep(checkout, "people", 6)
    stale = ask(checkout, "PUT", "/people", months=7, headers={"If-Match": '"0"'})
    assert stale.status_code == 412
    listed = ask(checkout, "GET").json["items"]
    assert [(each["kind"], each["months"]) for each in listed] == [("people", 6), ("answers", None)]


def test_staff_decide_nothing(checkout):
    staff = add_member(checkout.shop.organization, "staff")
    assert ask(checkout, "PUT", "/people", user=staff, months=6).status_code == 403
    assert ask(checkout, "GET", user=staff).status_code == 403


@pytest.mark.parametrize(
    ("now", "months", "before"),
    [
        ("2026-03-31T10:00", 1, "2026-02-28T10:00"),
        ("2028-03-31T10:00", 1, "2028-02-29T10:00"),
        ("2026-01-15T10:00", 1, "2025-12-15T10:00"),
        ("2026-12-15T10:00", 12, "2025-12-15T10:00"),
        ("2026-11-26T10:00", 120, "2016-11-26T10:00"),
    ],
)
def test_months_before_end_on_days_that_there_are(now, months, before):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(before).replace(tzinfo=UTC)
    assert cadences.months_after(at, -months) == expected


def test_a_longer_time_counts_at_once_and_a_shorter_one_after_a_week():
    now = datetime(2026, 11, 26, tzinfo=UTC)
    begun = now - timedelta(days=90)
    present = RetentionPolicy(kind="people", field="", months=12, begins_at=begun, version=1)
    assert rules.begins_at(present, 24, now=now) == begun
    assert rules.begins_at(present, 6, now=now) == now + timedelta(days=7)
