"""Who gets a session's files, and from when; and that downloads are counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.factories.events import make_event
from tests.factories.people import bearer, make_user
from tests.factories.work import drain
from tests.modules.files import clamd
from tests.modules.session_files.conftest import (
    ENDS,
    ORDER_SECRET,
    PDF,
    STARTS,
    TALK,
    VIDEO,
    Desk,
    make_desk,
)

from turnout.kernel import clock
from turnout.kernel.ids import new_id

MOMENT = ENDS + timedelta(days=1)


def test_everybody_gets_what_is_for_everybody(desk: Desk) -> None:
    desk.give(file_id=desk.upload(PDF), titles={"en": "Slides"})
    desk.give(kind="recording", url=VIDEO, titles={"en": "Recording"})
    desk.give(audience="staff")
    file, link = desk.seen().json["items"]
    assert (file["title"], file["name"], file["media_type"], file["bytes"], file["access"]) == ("Slides", "pegs.pdf", "application/pdf", len(PDF), "open")  # fmt: skip
    assert desk.download(file["url"]).data == PDF
    assert (link["url"], link["bytes"], link["access"]) == (VIDEO, None, "open")


def test_only_a_holder_of_a_ticket_gets_what_is_for_holders(desk: Desk) -> None:
    desk.give(audience="holders")
    desk.give(audience="holders", url=VIDEO, titles={"en": "Recording"})
    [ticket], secret = desk.buy()
    assert desk.access() == ["for_holders"] * 2
    assert [each["url"] for each in desk.seen().json["items"]] == [None, None]
    held = desk.seen(ticket=ticket, secret=secret).json["items"]
    assert [each["access"] for each in held] == ["open", "open"]
    assert desk.download(held[0]["url"]).status_code == 200
    assert held[1]["url"] == VIDEO


def test_a_signed_in_buyer_needs_no_secret(desk: Desk) -> None:
    desk.give(audience="holders")
    buyer = make_user()
    [ticket], _ = desk.buy(user=buyer)
    assert desk.access(ticket=ticket, user=buyer) == ["open"]
    assert desk.seen(ticket=ticket, user=make_user()).status_code == 404


def test_what_proves_nothing_opens_nothing(desk: Desk, client) -> None:
    desk.give(audience="holders")
    [ticket], secret = desk.buy()
    other = make_desk(client)
    [theirs], their_secret = other.buy()
    assert desk.seen(ticket=ticket).status_code == 404
    assert desk.seen(ticket=ticket, secret=their_secret).status_code == 404
    assert desk.seen(ticket=theirs, secret=their_secret).status_code == 404
    assert desk.seen(ticket=str(new_id()), secret=secret).status_code == 404


def test_a_ticket_of_another_event_opens_nothing(desk: Desk) -> None:
    desk.give(audience="holders")
    elsewhere = make_event(desk.shop.organizer)
    other = Desk(desk.client, type(desk.shop)(desk.shop.organization, elsewhere.id))
    assert other.client.post(f"{other.event_path}/publish", headers=bearer(desk.shop.organization.owner)).status_code == 200  # fmt: skip
    [ticket], secret = other.buy()
    refused = desk.seen(ticket=ticket, secret=secret)
    assert (refused.status_code, refused.json["code"]) == (404, "events.not-your-ticket")


def test_a_cancelled_ticket_opens_nothing_any_more(desk: Desk) -> None:
    desk.give(audience="holders")
    [ticket], secret = desk.buy()
    assert desk.access(ticket=ticket, secret=secret) == ["open"]
    orders = desk.client.get(desk.shop.orders_path, headers=bearer(desk.shop.organization.owner))
    [order] = orders.json["items"]
    gone = desk.client.post(
        f"{desk.shop.orders_path}/{order['id']}/cancel",
        json={},
        headers={ORDER_SECRET: secret, "Idempotency-Key": new_id().hex},
    )
    assert gone.status_code in (200, 201), gone.json
    assert desk.seen(ticket=ticket, secret=secret).status_code == 404


def test_where_places_are_given_out_a_file_is_for_who_has_one(desk: Desk) -> None:
    desk.session = desk.add_session(title="Workshop", capacity=1, needs_registration=True)
    desk.give(audience="holders")
    desk.give(audience="public")
    (first, second), secret = desk.buy(2)
    assert desk.access(ticket=first, secret=secret) == ["for_registered", "open"]
    placed = desk.client.post(
        f"{desk.event_path}/sessions/{desk.session['id']}/registrations",
        json={"ticket_id": first},
        headers={ORDER_SECRET: secret},
    )
    assert placed.status_code == 201
    assert desk.access(ticket=first, secret=secret) == ["open", "open"]
    assert desk.access(ticket=second, secret=secret) == ["for_registered", "open"]


@pytest.mark.parametrize(
    ("release", "opens"),
    [
        ({"release": "session_start"}, STARTS),
        ({"release": "session_end"}, ENDS),
        ({"release": "moment", "release_at": MOMENT.isoformat()}, MOMENT),
    ],
)
def test_nobody_gets_it_a_second_too_early(desk: Desk, release, opens) -> None:
    desk.give(audience="public", **release)
    desk.give(audience="holders", url=VIDEO, titles={"en": "Recording"}, **release)
    [ticket], secret = desk.buy()
    with clock.frozen(opens - timedelta(seconds=1)):
        assert desk.access() == ["not_yet", "for_holders"]
        found = desk.seen(ticket=ticket, secret=secret).json["items"]
        assert [(each["access"], each["url"]) for each in found] == [("not_yet", None)] * 2
        assert {each["available_at"] for each in found} == {opens.isoformat()}
    with clock.frozen(opens):
        assert desk.access() == ["open", "for_holders"]
        assert desk.access(ticket=ticket, secret=secret) == ["open", "open"]


def test_the_address_of_a_file_lapses_and_opens_no_other(desk: Desk) -> None:
    desk.give(audience="public")
    second = desk.give(audience="holders")
    url = desk.seen().json["items"][0]["url"]
    head, _, signature = url.rpartition("/")
    first_id = head.split("/")[-2]
    assert desk.download(url.replace(first_id, second["id"])).status_code == 404
    assert desk.download(f"{head}/{signature[:-3]}abc").status_code == 404
    with clock.frozen(clock.now() + timedelta(hours=1)):
        lapsed = desk.download(url)
    assert (lapsed.status_code, lapsed.json["code"]) == (410, "session-files.link-lapsed")


def test_an_address_opens_nothing_once_the_file_is_taken_back(desk: Desk) -> None:
    made = desk.give(audience="public")
    url = desk.seen().json["items"][0]["url"]
    desk.ask("PATCH", f"{desk.path}/{made['id']}", json={"audience": "staff"})
    assert desk.download(url).status_code == 404


def test_downloads_are_counted_in_one_row(desk: Desk, owner_connection) -> None:
    made = desk.give(audience="public")
    url = desk.seen().json["items"][0]["url"]
    for _ in range(3):
        assert desk.download(url).status_code == 200
    desk.client.head(url.removeprefix("http://turnout.test"))
    assert desk.listed()[0]["downloads"] == 3
    found = desk.client.get(
        f"{desk.organization_path}/audit",
        query_string={"table": "session_file_downloads"},
        headers=bearer(desk.shop.organization.owner),
    )
    assert found.json["items"] == []
    assert made["version"] == desk.listed()[0]["version"]


def test_none_of_many_downloads_at_once_is_lost(desk: Desk, app) -> None:
    desk.give(audience="public")
    path = desk.seen().json["items"][0]["url"].removeprefix("http://turnout.test")

    def get(_: int) -> int:
        with app.test_client() as own:
            return own.get(path).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(get, range(12))) == {302}
    assert desk.listed()[0]["downloads"] == 12


def test_a_session_that_is_called_off_hands_out_nothing(desk: Desk) -> None:
    desk.give(audience="public")
    desk.ask("PATCH", f"/sessions/{desk.session['id']}", json={"state": "cancelled"})
    assert desk.seen().json["items"] == []


def test_sessions_come_in_order_of_time_and_one_may_be_asked_for(desk: Desk) -> None:
    late = desk.give()
    desk.session = desk.add_session(title="Hooks", starts_at="2030-02-02T09:00", ends_at="2030-02-02T09:30")  # fmt: skip
    early = desk.give()
    found = desk.seen().json["items"]
    assert [each["id"] for each in found] == [early["id"], late["id"]]
    one = desk.seen(session_id=desk.session["id"]).json["items"]
    assert [each["id"] for each in one] == [early["id"]]


def test_an_event_that_is_not_shown_hands_out_nothing(client) -> None:
    desk = make_desk(client)
    draft = make_event(desk.shop.organizer)
    hidden = Desk(client, type(desk.shop)(desk.shop.organization, draft.id))
    hidden.session = hidden.add_session(**TALK)
    hidden.give(audience="public")
    assert hidden.seen().status_code == 404


def test_nobody_gets_a_file_before_the_scanner_passed_it(desk: Desk, configure, queued) -> None:
    with clamd.running() as server:
        configure(scanner_url=server.url)
        desk.give(audience="public")
        [found] = desk.seen().json["items"]
        waiting = desk.download(found["url"])
        assert (waiting.status_code, waiting.json["code"]) == (409, "session-files.being-scanned")
        drain()
        assert desk.download(found["url"]).status_code == 200
        desk.give(file_id=desk.upload(clamd.EICAR, "bad.txt"))
        drain()
    assert [each["id"] for each in desk.seen().json["items"]] == [found["id"]]
    assert [each["downloads"] for each in desk.listed()] == [1, 0]
