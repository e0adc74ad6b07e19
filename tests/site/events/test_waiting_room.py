"""The waiting room without any script: joining, one's place, the way on to the checkout."""

import re

import pytest
from tests.factories import work
from tests.modules.challenges.solving import solved
from tests.modules.waiting_room.conftest import Room, no_redis, room, watch

from turnout.kernel import runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.http.cookies import host_cookie
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events
from turnout.modules.waiting_room import api as waiting_room

__all__ = ("no_redis", "room", "watch")


@pytest.fixture
def path(room: Room, queued) -> str:
    """The event's address."""
    work.drain()
    with transaction(system_in(room.shop.organization.id, "tests")) as tx:
        slug = events.get_event(tx, room.shop.event_id).slug
    return f"/{room.shop.organization.slug}/{slug}"


@pytest.fixture
def opened(room, path) -> str:
    """The same, once it has a waiting room."""
    room.open()
    work.drain()
    return path


def cookie_of(answer):
    return answer.headers.get("Set-Cookie", "")


def test_without_a_waiting_room_the_checkout_is_as_it_was(room, path):
    assert room.client.get(f"{path}/checkout").status_code == 200
    led = room.client.get(f"{path}/waiting-room")
    assert (led.status_code, led.headers["Location"]) == (303, f"{path}/checkout")


def test_one_waits_on_a_page_and_gets_to_the_checkout(room, opened):
    led = room.client.get(f"{opened}/checkout")
    assert (led.status_code, led.headers["Location"]) == (303, f"{opened}/waiting-room")
    outside = room.client.get(f"{opened}/waiting-room")
    assert "Join the waiting room" in outside.text
    assert outside.headers["Cache-Control"] == "no-store"
    joined = room.client.post(f"{opened}/waiting-room")
    assert joined.status_code == 303
    assert "HttpOnly" in cookie_of(joined)
    waiting = room.client.get(f"{opened}/waiting-room")
    assert "You are number 1 in the waiting room" in waiting.text
    assert re.search(
        r'<noscript><meta http-equiv="refresh" content="\d+"></noscript>', waiting.text
    )
    room.watch.move(1)
    admitted = room.client.get(f"{opened}/waiting-room")
    assert admitted.headers["Location"] == f"{opened}/checkout"
    assert room.client.get(f"{opened}/checkout").status_code == 200
    assert room.order().status_code == 201, "the browser's cookie is the pass"


def test_a_place_is_kept_over_reload_tab_and_language(room, opened):
    room.client.post(f"{opened}/waiting-room")
    for _ in range(3):
        room.client.post(f"{opened}/waiting-room")
    german = room.client.get(f"{opened}/waiting-room?lang=de")
    assert room.figures()["waiting"] == 1
    assert 'lang="de"' in german.text


def test_the_script_hears_the_same_words(room, opened):
    room.client.post(f"{opened}/waiting-room")
    said = room.client.get(f"{opened}/waiting-room.json").json
    assert said["title"] == "You are number 1 in the waiting room"
    assert said["reload"] is False
    room.watch.move(1)
    assert room.client.get(f"{opened}/waiting-room.json").json == {"reload": True}


def test_the_page_of_an_event_stays_the_same_for_everybody(room, opened):
    room.client.post(f"{opened}/waiting-room")
    answer = room.client.get(opened)
    assert "public" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert "waiting-place" not in answer.headers.get("Vary", "")


def test_before_the_lobby_opens_the_page_says_when(room, path):
    room.open(opens_in=7200, lobby_in=3600)
    work.drain()
    shown = room.client.get(f"{path}/waiting-room").text
    assert "The waiting room is not open yet" in shown
    assert "Join the waiting room" not in shown


def test_in_the_lobby_the_fingerprint_of_the_draw_is_shown_and_the_seed_is_not(room, path):
    commitment = room.open(opens_in=60)["draw_commitment"]
    work.drain()
    room.client.post(f"{path}/waiting-room")
    shown = room.client.get(f"{path}/waiting-room").text
    assert "You are in the waiting room" in shown
    assert commitment in shown
    assert "It is shown after the opening." in shown


def test_who_leaves_has_no_place_any_more(room, opened):
    room.client.post(f"{opened}/waiting-room")
    assert room.client.post(f"{opened}/waiting-room/leave").headers["Location"] == opened
    assert room.figures()["waiting"] == 0
    assert "Join the waiting room" in room.client.get(f"{opened}/waiting-room").text


def test_while_redis_is_away_the_page_says_so_and_keeps_the_place(room, opened, request):
    room.client.post(f"{opened}/waiting-room")
    request.getfixturevalue("no_redis")
    shown = room.client.get(f"{opened}/waiting-room")
    assert shown.status_code == 503
    assert "You keep your place" in shown.text
    assert 'http-equiv="refresh"' in shown.text


@pytest.mark.parametrize("cookie", ["waiting-place-", "waiting-pass-"])
def test_a_cookie_that_is_not_ours_is_as_none(room, opened, cookie):
    room.client.set_cookie(cookie + room.shop.event_id.hex, "nonsense")
    assert room.client.get(f"{opened}/checkout").headers["Location"] == f"{opened}/waiting-room"
    assert "Join the waiting room" in room.client.get(f"{opened}/waiting-room").text


def test_beyond_what_a_network_may_the_browser_proves_an_effort_or_waits_its_time(
    room, opened, monkeypatch
):
    few = Limiter(runtime.current().redis, limits={"waiting-room-join": "1/600"})
    monkeypatch.setattr(runtime.current(), "limiter", few)
    assert room.client.post(f"{opened}/waiting-room").status_code == 303
    room.client.delete_cookie(host_cookie(waiting_room.place_cookie(room.shop.event_id)))
    crowded = room.client.post(f"{opened}/waiting-room")
    assert crowded.status_code == 429
    assert int(crowded.headers["Retry-After"]) == 600
    assert "Many people on your network are joining" in crowded.text
    assert "join again in 10 minutes" in crowded.text
    found = re.search(r'data-challenge="([^"]+)" data-bits="(\d+)"', crowded.text)
    assert found is not None
    answer = solved({"challenge": found[1], "difficulty_bits": found[2]})
    joined = room.client.post(f"{opened}/waiting-room", data={"challenge": answer})
    assert joined.status_code == 303
    assert "HttpOnly" in cookie_of(joined)
