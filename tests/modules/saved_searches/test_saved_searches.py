"""A visitor saves a search by an address, confirms it, and is told of each new event once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.people import PASSWORD, MadeUser, bearer, make_user
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_timed
from tests.modules.notifications.mailbox import html_of, text_of
from tests.site.browser import nobody

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db import tx as transactions
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.public_search.api import SearchCriteria, search_of
from turnout.modules.saved_searches import due_mails, rules

PATH = "/api/v1/saved-searches"
HEADER = "Turnout-Saved-Search-Secret"
JOB = SystemContext(job="tests.saved-searches")
DAY = timedelta(days=1)


@pytest.fixture
def word() -> str:
    return f"w{new_id().hex[:12]}"


@pytest.fixture(autouse=True)
def own_network(client):
    visit_from_elsewhere(client)


def visit_from_elsewhere(client) -> None:
    """Each network is limited by itself, until a moment that may lie in the test's future."""
    raw = new_id().int
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"


def ask(client, email, *, cadence="daily", locale="en", **search):
    body = {"email": email, "search": search, "cadence": cadence, "locale": locale}
    return client.post(PATH, json=body | {"time_zone": "Europe/Berlin"})


def secret_in(mail) -> str:
    return re.search(r"/events/saved/([\w-]{48})", text_of(mail)).group(1)


def confirm(client, secret):
    return client.post(f"{PATH}/confirmation", headers={HEADER: secret})


def saved(client, mailbox, email, **search) -> str:
    """A confirmed search: its secret."""
    assert ask(client, email, **search).status_code == 202
    drain()
    answer = confirm(client, secret_in(mailbox.to(email)[-1]))
    assert answer.status_code == 200, answer.json
    return answer.json["secret"]


def searches(client, secret):
    return client.get(PATH, headers={HEADER: secret}).json["items"]


def publish(title: str, **values):
    start = clock.now() + timedelta(days=60)
    shop = make_shop(title=title, starts_at=start, ends_at=start + timedelta(hours=2), **values)
    drain()
    return shop


def change(client, shop, step="", **values) -> None:
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}{step}"
    send = client.post if step else client.patch
    answer = send(path, json=values, headers=bearer(shop.organization.owner))
    assert answer.status_code == 200, answer.json
    drain()


def mornings(*, days: int = 1) -> None:
    """Work off what is due until the morning after so many days, each day once."""
    for _ in range(days):
        run_timed("saved_searches.send_due")
        drain()


def later(**delta: float):
    return clock.frozen(clock.now() + timedelta(**delta))


def test_nothing_comes_before_the_address_confirmed_and_each_event_is_told_once(
    client, mailbox, word
):
    email = nobody()
    publish(f"{word} before")
    asked = ask(client, email, text=word)
    assert (asked.status_code, asked.json) == (
        202, {"email": email, "confirm_within_days": rules.UNCONFIRMED_DAYS},
    )  # fmt: skip
    drain()
    [first] = mailbox.to(email)
    assert first["Subject"] == "Confirm your saved search"
    assert word in text_of(first)
    assert first["List-Unsubscribe"] is None
    secret = secret_in(first)
    assert client.get(PATH, headers={HEADER: secret}).status_code == 404, "not confirmed"
    with later(days=1, hours=2):
        mornings()
        assert len(mailbox.to(email)) == 1
    confirmed = confirm(client, secret)
    assert confirmed.json["secret"] == secret
    assert confirm(client, secret).json == confirmed.json, "again changes nothing"
    publish(f"{word} new & fine")
    publish("something else")
    with later(days=1, hours=2):
        mornings(days=2)
        [_, told] = mailbox.to(email)
        assert told["Subject"] == f"New: {word} new & fine"
        assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert f"{word} before" not in text_of(told)
        assert "something else" not in text_of(told)
        assert f"{word} new &amp; fine" in html_of(told)
        assert f"/events?q={word}" in text_of(told)
    with later(days=2, hours=2):
        mornings()
        assert len(mailbox.to(email)) == 2, "nothing is new, so nothing comes"


def test_what_a_stranger_typed_becomes_no_link_in_the_mail(client, mailbox):
    email = nobody()
    ask(client, email, text="https://win.example/now", tags=["x" * 90])
    drain()
    [mail] = mailbox.to(email)
    assert "win. example" in text_of(mail)
    assert "win.example" not in text_of(mail) + html_of(mail)
    assert "x" * 61 not in text_of(mail)


def test_whoever_has_the_secret_pauses_changes_and_ends_searches_of_that_address_only(
    client, mailbox, word
):
    email = nobody()
    secret = saved(client, mailbox, email, text=word)
    other = saved(client, mailbox, email, kinds=["online"], place="Berlin", within_km=25)
    strange = saved(client, mailbox, nobody(), text=word)
    mine, second = searches(client, secret)
    assert searches(client, other) == [mine, second]
    [foreign] = searches(client, strange)
    headers = {HEADER: secret}
    assert client.patch(f"{PATH}/{foreign['id']}", json={}, headers=headers).status_code == 404
    assert client.delete(f"{PATH}/{foreign['id']}", headers=headers).status_code == 404
    wrong = client.patch(f"{PATH}/{mine['id']}", json={"time_zone": "Mars"}, headers=headers)
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/time_zone")
    changes = {"cadence": "weekly", "time_zone": "Asia/Tokyo"}
    weekly = client.patch(f"{PATH}/{mine['id']}", json=changes, headers=headers).json
    at = datetime.fromisoformat(weekly["next_at"])
    assert (at + timedelta(hours=9)).strftime("%a %H") == "Thu 07"
    paused = client.patch(f"{PATH}/{mine['id']}", json={"is_paused": True}, headers=headers).json
    assert (paused["is_paused"], paused["next_at"]) == (True, None)
    publish(f"{word} meanwhile")
    with later(days=8):
        mornings()
        back = client.patch(f"{PATH}/{mine['id']}", json={"is_paused": False}, headers=headers)
        assert back.json["next_at"]
    with later(days=16):
        mornings()
        assert len(mailbox.to(email)) == 2, "what was published meanwhile is not told"
    assert client.delete(f"{PATH}/{second['id']}", headers=headers).status_code == 204
    assert [each["id"] for each in searches(client, secret)] == [mine["id"]]
    assert client.delete(PATH, headers=headers).status_code == 204
    assert client.get(PATH, headers=headers).status_code == 404
    assert [each["id"] for each in searches(client, strange)] == [foreign["id"]]


def test_who_is_signed_in_manages_the_searches_of_their_own_address_only(client, mailbox, word):
    mine, other = make_user(email=nobody()), make_user(email=nobody())
    secret = saved(client, mailbox, mine.email, text=word)
    second = saved(client, mailbox, mine.email, kinds=["online"])
    saved(client, mailbox, other.email, text=word)
    path, headers = "/api/v1/me/saved-searches", bearer(mine)
    listed = client.get(path, headers=headers).json["items"]
    assert listed == searches(client, secret)
    [foreign] = client.get(path, headers=bearer(other)).json["items"]
    for send in (client.patch, client.delete):
        assert send(f"{path}/{foreign['id']}", json={}, headers=headers).status_code == 404
    assert client.get(path).status_code == 401
    one = f"{path}/{listed[0]['id']}"
    wrong = client.patch(one, json={"time_zone": "Mars"}, headers=headers)
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/time_zone")
    changes = {"cadence": "weekly", "time_zone": "Asia/Tokyo", "is_paused": True}
    changed = client.patch(one, json=changes, headers=headers).json
    assert {name: changed[name] for name in changes} == changes
    assert searches(client, second)[0] == changed
    assert client.delete(one, headers=headers).status_code == 204
    assert ask(client, mine.email, text="not confirmed yet").status_code == 202
    assert [each["id"] for each in client.get(path, headers=headers).json["items"]] == [
        listed[1]["id"]
    ]
    assert client.delete(path, headers=headers).status_code == 204
    with transaction(JOB) as tx:
        where = {"emails": [mine.email, other.email]}
        left = tx.query("SELECT id FROM saved_searches WHERE email = ANY(%(emails)s)", where)
    assert [str(found) for (found,) in left] == [foreign["id"]], "the unconfirmed one is gone too"


def test_an_address_that_was_never_proven_has_no_searches(client, mailbox, word):
    email = nobody()
    saved(client, mailbox, email, text=word)
    body = {"email": email, "password": PASSWORD, "display_name": "Mallory"}
    assert client.post("/api/v1/auth/sign-up", json=body).status_code == 202
    stranger = identity.find_user(email)
    headers = bearer(MadeUser(stranger.id, email, "Mallory"))
    answer = client.get("/api/v1/me/saved-searches", headers=headers)
    assert (answer.status_code, answer.json) == (200, {"items": []})


def test_the_same_address_asking_again_learns_nothing_and_has_the_search_once(
    client, mailbox, word, monkeypatch
):
    email = nobody()
    secret = saved(client, mailbox, email, text=word)
    again = ask(client, email.upper(), text=word, cadence="weekly")
    fresh = ask(client, nobody(), text=word)
    assert again.json | {"email": ""} == fresh.json | {"email": ""}
    drain()
    kept = confirm(client, secret_in(mailbox.to(email)[-1])).json
    assert kept["secret"] == secret, "it is the search that is there"
    assert [each["cadence"] for each in searches(client, secret)] == ["weekly"]
    few = Limiter(runtime.current().redis, limits={"saved-search": "1/86400"})
    monkeypatch.setattr(runtime.current(), "limiter", few)
    limited = [ask(client, each, text=new_id().hex).status_code for each in (email, email.title())]
    assert limited == [202, 429]
    monkeypatch.undo()
    drain()
    late = secret_in(mailbox.to(email)[-1])
    with later(days=rules.UNCONFIRMED_DAYS):
        assert confirm(client, late).status_code == 404
        run_timed("saved_searches.forget_old")
    visit_from_elsewhere(client)
    assert confirm(client, late).status_code == 404, "it is forgotten"
    assert len(searches(client, secret)) == 1


def test_an_event_of_two_searches_is_told_once_and_alike_searches_ask_the_index_once(
    client, mailbox, word
):
    email, other = nobody(), nobody()
    secret = saved(client, mailbox, email, text=word, locale="ar")
    saved(client, mailbox, email, text=word, kinds=["in_person"])
    saved(client, mailbox, other, text=word)
    shops = [publish(f"{word} {number:02}") for number in range(rules.MOST_IN_A_MAIL + 2)]
    hidden = shops[0]
    with clock.frozen(clock.now() + timedelta(hours=2)):
        with transaction(JOB) as tx:  # those of other tests may be due at this hour of the day
            tx.query(
                "UPDATE saved_search_runs r SET told_until = %(at)s, next_at ="
                " CASE WHEN s.email = ANY(%(emails)s) THEN %(now)s ELSE %(never)s END"
                " FROM saved_searches s WHERE s.id = r.id AND r.next_at IS NOT NULL",
                {
                    "now": tx.now,
                    "at": tx.now - DAY,
                    "never": tx.now + 999 * DAY,
                    "emails": [email, other],
                },
            )
        asked: list[str] = []
        transactions.observer = asked.append
        try:
            assert due_mails.send_due(JOB) == 3
            assert due_mails.send_due(JOB) == 0, "each is put off to its next time"
        finally:
            transactions.observer = None
        about = [each for each in asked if "first_listed_at" in each]
        assert len(about) == 3, "one asks whether anything is new, two are different questions"
        change(client, hidden, "/unpublish")
    [told] = [each for each in mailbox.to(email) if each["List-Unsubscribe"]]
    assert told["List-Unsubscribe"] == f"<http://turnout.test/events/saved/{secret}/unsubscribe>"
    assert 'dir="rtl"' in html_of(told)
    [plain] = [each for each in mailbox.to(other) if each["List-Unsubscribe"]]
    assert plain["Subject"] == f"{rules.MOST_IN_A_MAIL + 1} new events match your search"
    assert "2 more new events are in the directory." in text_of(plain)
    assert f"{word} 00" not in text_of(plain), "what was taken back meanwhile is not shown"


def test_a_search_that_its_mail_server_refuses_ends_and_one_whose_dates_passed(
    client, mailbox, word
):
    email, past = nobody(), nobody()
    secret = saved(client, mailbox, email, text=word)
    until = (clock.now() + timedelta(days=3)).date()
    over = saved(client, mailbox, past, text=word, starts_until=str(until))
    mailbox.refused.add(email)
    for day in range(1, rules.MOST_REFUSED + 1):
        with clock.frozen(clock.now() + timedelta(days=day)):
            publish(f"{word} {day}")
        with clock.frozen(clock.now() + timedelta(days=day, hours=23)):
            mornings()
            assert len(searches(client, secret)) == 1
    with later(days=rules.MOST_REFUSED + 2):
        mornings()
        assert client.get(PATH, headers={HEADER: secret}).status_code == 404
        assert client.get(PATH, headers={HEADER: over}).status_code == 404
    assert len(mailbox.to(email)) == 1


def test_only_what_is_listed_is_new_and_listing_it_again_is_not(client, mailbox, word):
    email = nobody()
    saved(client, mailbox, email, text=word)
    shop = publish(f"{word} hidden", visibility=events.Visibility.UNLISTED)
    with later(days=1, hours=2):
        mornings()
        assert len(mailbox.to(email)) == 1
        change(client, shop, visibility="public")
    with later(days=2, hours=2):
        mornings()
        assert len(mailbox.to(email)) == 2
        change(client, shop, "/unpublish")
        change(client, shop, "/publish")
    with later(days=3, hours=2):
        mornings()
        assert len(mailbox.to(email)) == 2


@pytest.mark.parametrize(
    ("search", "pointer"),
    [
        ({"within_km": 7}, "/search/within_km"),
        ({"latitude": 91.0, "longitude": 0.0}, "/search/latitude"),
        ({"latitude": 9.0}, "/search/longitude"),
        ({"box": [0.0, 5.0, 1.0, 4.0]}, "/search/box"),
        ({"kinds": ["hidden"]}, "/search/kinds/0"),
        ({"currency": "euro"}, "/search/currency"),
        ({"ticket_kinds": ["hidden"]}, "/search/ticket_kinds/0"),
        ({"speaker": "x" * 101}, "/search/speaker"),
        ({"hall": "A"}, "/search/hall"),
    ],
)
def test_a_search_that_cannot_be_is_refused_by_its_field(client, search, pointer):
    answer = ask(client, nobody(), **search)
    assert answer.status_code == 422, answer.json
    assert pointer in [each["pointer"] for each in answer.json["errors"]], answer.json


def test_its_mail_comes_between_seven_and_eight_whatever_the_clocks_do():
    for search_id in (new_id() for _ in range(20)):
        at = datetime(2027, 3, 25, 12, tzinfo=UTC)
        hours = set()
        for _ in range(8):
            at = rules.next_at(search_id, "daily", after=at, time_zone="Europe/Berlin")
            offset = 1 if at < datetime(2027, 3, 28, 1, tzinfo=UTC) else 2
            hours.add((at + timedelta(hours=offset)).hour)
            assert at - rules.covered_until(at) < timedelta(hours=1)
        assert hours == {7}


def test_the_mail_leads_to_the_same_search_of_the_directory():
    criteria = SearchCriteria(
        text="jazz & blues", place="Paris", city_id=2988507, within_km=25, kinds=["online"],
        tags=["a b"], languages=["fr"], most_minor=2000, currency="EUR", speaker="Ada L",
        ticket_kinds=["free", "group"], ticket_name="student",
    )  # fmt: skip
    assert rules.address_of(criteria) == (
        "/events?q=jazz+%26+blues&place=Paris&city=2988507&kind=online&tag=a+b&spoken=fr&most=20"
        "&currency=EUR&speaker=Ada+L&ticket_kind=free&ticket_kind=group&ticket_name=student"
        "&within=25"
    )
    assert SearchCriteria.of(criteria.as_stored()) == criteria
    assert search_of(criteria).near is not None
    assert rules.address_of(SearchCriteria()) == "/events"


def test_the_secret_of_a_mail_outlives_a_change_of_the_master_key(
    client, mailbox, word, change_master_key
):
    email = nobody()
    secret = saved(client, mailbox, email, text=word)
    ask(client, email, kinds=["online"])
    drain()
    unconfirmed = secret_in(mailbox.to(email)[-1])
    change_master_key()
    assert confirm(client, unconfirmed).status_code == 200
    assert len(searches(client, secret)) == 2
