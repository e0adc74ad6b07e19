"""The way to a ticket, from a short link to a confirmed order, without a cookie; and who sees it."""

import json
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain
from tests.modules.funnel_reports.conftest import CONFIG, PHONE, steps

from turnout.kernel import clock, runtime
from turnout.kernel.cache import RedisClient
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.visits import buffer
from turnout.modules.visits import service as visits

DESKTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOURS = "SELECT count(*), sum(visits) FROM visit_hours WHERE event_id = %(event_id)s"
PICKED = """
    WITH made AS (
        INSERT INTO agendas (organization_id, id, event_id, user_id, salt, created_at)
        VALUES (%(organization_id)s, %(id)s, %(event_id)s, NULL, '\\x00', %(now)s) RETURNING id)
    INSERT INTO agenda_items (organization_id, id, agenda_id, session_id, added_at)
    SELECT %(organization_id)s, %(item_id)s, id, %(session_id)s, %(now)s FROM made
"""
SIGNED_UP = """
    INSERT INTO session_registrations (organization_id, id, event_id, session_id, ticket_id,
        registered_at)
    SELECT %(organization_id)s, %(id)s, %(event_id)s, %(session_id)s, id, %(now)s FROM tickets
    WHERE organization_id = %(organization_id)s LIMIT 1
"""
BACK = """
    UPDATE visit_hours SET hour_at = (hour_at AT TIME ZONE 'UTC' - interval '500 days') AT TIME ZONE 'UTC'
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""


def test_a_source_travels_from_a_short_link_to_a_confirmed_order_without_a_cookie(funnel):
    new = {
        "name": "Radio spot",
        "target": "event",
        "event_id": str(funnel.shop.event_id),
        "campaign": "Spring",
        "source": "Radio",
    }
    owner = bearer(funnel.shop.organization.owner)
    link = funnel.client.post(f"{funnel.base}/short-links", json=new, headers=owner).json
    led = funnel.client.get(urlsplit(link["url"]).path, headers={"User-Agent": PHONE})
    landing = led.location
    funnel.look(landing, Sec_Fetch_Site="none")
    page = funnel.look(
        f"{funnel.page}/checkout",
        Referer=f"http://localhost{landing}",
        Sec_Fetch_Site="same-origin",
    )
    order = funnel.buy(page)
    assert order["state"] == "confirmed"
    funnel.look(agent=DESKTOP, Referer="https://www.news.example/story?id=5")
    funnel.look(f"{funnel.page}/checkout", agent=DESKTOP)
    funnel.buy(agent=DESKTOP)  # a program that says nothing of where its buyer came from
    assert funnel.lines("source") == {
        "campaign:radio": (1, 1, 1, 1, 0),
        "site:news.example": (1, 0, 0, 0, 0),
        "direct:": (1, 1, 0, 0, 0),
        "unknown:": (0, 0, 1, 1, 0),
    }
    assert funnel.lines("campaign")["spring"] == (1, 1, 1, 1, 0)
    assert funnel.lines("device")["phone"] == (1, 1, 1, 1, 0)
    [named] = [e for e in funnel.funnel(group_by="link").json["lines"] if e["key"] == link["code"]]
    assert (named["name"], steps(named)) == ("Radio spot", (1, 1, 1, 1, 0))
    assert (named["started_percent"], named["all_percent"]) == (100.0, 100.0)
    local = clock.now().astimezone(ZoneInfo("Europe/Brussels"))
    assert set(funnel.lines("weekday_hour")) <= {
        (local - timedelta(hours=each)).strftime("%u-%H") for each in (0, 1)
    }
    assert funnel.totals() == (3, 2, 2, 2, 0)


def test_confirmed_orders_are_those_of_the_sales_report_in_any_range(funnel):
    owner = bearer(funnel.shop.organization.owner)
    funnel.buy()
    funnel.buy()
    given = funnel.shop.basket(funnel.type_id) | {"sends_mail": False}
    given = {
        name: given[name] for name in ("event_id", "lines", "buyer", "attendees", "sends_mail")
    }
    headers = {**owner, "Idempotency-Key": str(new_id())}
    path = f"{funnel.shop.orders_path}/complimentary"
    assert funnel.client.post(path, json=given, headers=headers).status_code == 201
    today = clock.now().astimezone(ZoneInfo("Europe/Brussels")).date()
    for first, last in ((today - timedelta(days=1), today), (today + timedelta(days=1),) * 2):
        days = {"first_day": str(first), "last_day": str(last)}
        found = funnel.funnel(**days).json["totals"]
        query = {**days, "event_id": str(funnel.shop.event_id), "group_by": "channel"}
        report = funnel.client.get(
            f"{funnel.base}/sales-report", query_string=query, headers=owner
        ).json
        assert found["paid"] + found["elsewhere"] == sum(e["orders"] for e in report["totals"])
        by_channel = {each["key"]: each["orders"] for each in report["lines"]}
        assert found["paid"] == by_channel.get("web", 0)
    assert funnel.totals() == (0, 0, 2, 2, 1)


def test_who_refuses_is_in_the_sales_alone_and_robots_in_nothing(funnel):
    page = funnel.look(f"{funnel.page}/checkout", Sec_GPC="1")
    funnel.look(DNT="1")
    assert "source" not in json.loads(CONFIG.search(page.get_data(as_text=True))[1])
    funnel.buy(page)
    funnel.look(agent="Mozilla/5.0 (compatible; bingbot/2.0)")
    funnel.look(f"{funnel.page}?part=1")
    funnel.client.head(funnel.page, headers={"User-Agent": PHONE})
    funnel.client.get(f"{funnel.page}/preview", headers={"User-Agent": PHONE})
    assert funnel.totals() == (0, 0, 1, 1, 0)
    assert set(funnel.lines("source")) == {"unknown:"}
    setting, owner = f"{funnel.base}/visit-counting", bearer(funnel.shop.organization.owner)
    shown = funnel.client.get(setting, headers=owner)
    assert (shown.json["is_on"], shown.headers["ETag"]) == (True, '"0"')
    headers = {**owner, "If-Match": '"0"'}
    off = funnel.client.put(setting, json={"is_on": False}, headers=headers)
    assert (off.status_code, off.json["is_on"]) == (200, False)
    assert funnel.client.put(setting, json={"is_on": True}, headers=headers).status_code == 412
    funnel.look()
    funnel.buy(funnel.look(f"{funnel.page}/checkout"))
    assert funnel.totals() == (0, 0, 2, 2, 0)
    assert not funnel.funnel().json["is_counting"]


def test_without_redis_pages_and_orders_go_on_and_only_visits_are_lost(funnel, monkeypatch):
    away = RedisClient.to("redis://127.0.0.1:9/0", timeout_seconds=0.05)
    current = runtime.current()
    funnel.look()
    with monkeypatch.context() as patched:
        patched.setattr(
            runtime,
            "_current",
            type(current)(
                **{name: getattr(current, name) for name in current.__dataclass_fields__}
                | {"redis": away}
            ),
        )
        buffer.send()
        visits.write_visits()
    funnel.look()
    buffer.send()
    [batch] = buffer.take()
    assert buffer.take() == [batch], "a writer that is killed leaves its batch to the next"
    funnel.buy()
    assert funnel.totals() == (1, 0, 1, 1, 0)
    assert buffer.take() == []


def test_hours_that_are_over_become_days_and_the_sums_stay(funnel):
    funnel.look(f"{funnel.page}?utm_source=a")
    funnel.look(f"{funnel.page}?utm_source=a")
    assert funnel.totals()[0] == 2
    ctx = system_in(funnel.shop.organization.id, "tests.back")
    with transaction(ctx) as tx:
        tx.query(BACK, tx.here(event_id=funnel.shop.event_id))
    visits.sum_up_old()
    visits.sum_up_old()
    with transaction(ctx) as tx:
        assert tx.query(HOURS, {"event_id": funnel.shop.event_id}) == [(0, None)]
    assert funnel.lines("source") == {"campaign:a": (2, 0, 0, 0, 0)}
    assert funnel.lines("hour") == {"": (2, 0, 0, 0, 0)}
    assert list(funnel.lines("weekday").values()) == [(2, 0, 0, 0, 0)]


def test_an_event_of_others_is_not_there_and_bad_days_are_refused_by_field(funnel):
    stranger = make_organization().owner
    assert funnel.funnel(user=stranger).status_code == 404
    other = make_shop(funnel.shop.organization)
    for event_id, status in ((funnel.shop.event_id, 200), (other.event_id, 404)):
        member = add_member(funnel.shop.organization, "staff", event_ids=[event_id])
        assert funnel.funnel(user=member).status_code == status
    bad = {"first_day": "2026-02-02", "last_day": "2026-02-01", "group_by": "person"}
    answer = funnel.funnel(**bad)
    assert answer.status_code == 422
    assert {each["pointer"] for each in answer.json["errors"]} >= {"?group_by"}
    bad["group_by"] = "hour"
    assert [e["pointer"] for e in funnel.funnel(**bad).json["errors"]] == ["?last_day"]


def test_interest_in_a_session_is_what_was_seen_picked_and_signed_up_for(funnel):
    owner = bearer(funnel.shop.organization.owner)
    event = f"{funnel.base}/events/{funnel.shop.event_id}"
    begins = clock.now() + timedelta(days=30, hours=2)
    ids = []
    for number, title in enumerate(("Knots", "Sails")):
        at = begins + timedelta(hours=number)
        said = {"title": title, "starts_at": at.isoformat(), "capacity": 20}
        said["ends_at"] = (at + timedelta(hours=1)).isoformat()
        made = funnel.client.post(f"{event}/sessions", json=said, headers=owner)
        assert made.status_code == 201, made.json
        ids.append(made.json["id"])
    drain()
    keys = funnel.client.get(f"{funnel.page}/programme.json").json["sessions"]
    [knots] = [key for key, id_ in keys.items() if id_ == ids[0]]
    for agent in (PHONE, DESKTOP, "Googlebot/2.1"):
        funnel.look(f"{funnel.page}/sessions/{knots}", agent=agent)
    funnel.buy()
    ctx = system_in(funnel.shop.organization.id, "tests.interest")
    with transaction(ctx) as tx:
        of = {"event_id": funnel.shop.event_id, "session_id": ids[0]}
        tx.query(PICKED, tx.here(id=new_id(), item_id=new_id(), **of))
        tx.query(SIGNED_UP, tx.here(id=new_id(), **of))
    funnel.funnel()
    found = funnel.client.get(f"{event}/session-interest", headers=owner).json["items"]
    figures = ("title", "seen", "favourites", "sign_ups", "waiting", "capacity")
    assert [[each[name] for name in figures] for each in found] == [
        ["Knots", 2, 1, 1, 0, 20],
        ["Sails", 0, 0, 0, 0, 20],
    ]
    stranger = bearer(make_organization().owner)
    assert funnel.client.get(f"{event}/session-interest", headers=stranger).status_code == 404
