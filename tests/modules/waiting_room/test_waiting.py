"""Waiting for one's turn: arrival, the draw, admission at a rate, leaving, and coming back."""

import hashlib
import hmac
from uuid import UUID

from tests.modules.challenges.solving import solved

from turnout.kernel import clock, runtime
from turnout.kernel.security.rate_limits import Limiter


def test_without_a_waiting_room_nobody_waits(room):
    assert room.order().status_code == 201
    refused = room.join("ana")
    assert refused.status_code == 404
    assert refused.json["code"] == "waiting-room.none"


def test_who_comes_after_the_opening_is_admitted_in_order_of_arrival(room):
    room.open()
    room.joined("ana", "bo", "cy")
    assert [room.place(each)["position"] for each in ("ana", "bo", "cy")] == [1, 2, 3]
    assert room.place("cy")["estimate_seconds"] == 3
    room.watch.move(1)
    assert room.place("ana")["state"] == "admitted"
    assert room.place("bo")["position"] == 1
    room.watch.move(2)
    room.admitted("bo")
    room.admitted("cy")


def test_the_rate_is_a_rate_also_when_nobody_has_asked_for_long(room):
    room.open()
    names = [f"guest {number}" for number in range(10)]
    room.joined(*names)
    room.watch.move(60)
    states = [room.place(each)["state"] for each in names]
    assert states.count("admitted") == 2, "a burst of two seconds, not of a minute"


def test_no_more_shop_at_once_than_the_organizer_allows(room):
    room.open(most_shopping=2)
    room.joined("ana", "bo", "cy")
    for _ in range(6):
        room.watch.move(1)
        room.run()
    assert [room.place(each)["state"] for each in ("ana", "bo", "cy")] == [
        "admitted",
        "admitted",
        "waiting",
    ]
    assert room.figures()["shopping"] == 2


def test_who_has_bought_makes_room_for_the_next(room):
    room.open(most_shopping=1)
    room.joined("ana", "bo")
    room.watch.move(1)
    held = room.admitted("ana")
    free = room.shop.add_type(capacity=5, price_minor=0)
    body = room.shop.basket(free, email="ana@people.example")
    bought = room.client.post(
        room.shop.orders_path, json=body, headers={"Turnout-Waiting-Room-Pass": held}
    )
    assert bought.json["state"] == "confirmed", bought.json
    room.watch.move(1)
    room.run()
    room.watch.move(1)
    room.admitted("bo")


def test_before_the_opening_nobody_has_a_place_and_then_all_have_a_drawn_one(room):
    opened = room.open(opens_in=60)
    assert opened["draw_seed"] is None
    names = [f"guest {number}" for number in range(12)]
    room.joined(*names)
    early = room.place("guest 0")
    assert (early["state"], early["position"], early["draw_seed"]) == ("lobby", None, None)
    room.watch.move(60)
    room.joined("late")
    places = {each: room.place(each) for each in (*names, "late")}
    assert places.pop("late")["position"] == 13, "who comes later stands behind the draw"
    seed = bytes.fromhex(places["guest 0"]["draw_seed"])
    assert hashlib.sha256(seed).hexdigest() == opened["draw_commitment"]

    def drawn(name):
        number = UUID(places[name]["draw_number"]).bytes
        return int.from_bytes(hmac.digest(seed, number, "sha256")[:8]) >> 12

    assert [places[each]["position"] for each in sorted(names, key=drawn)] == list(range(1, 13))


def test_before_the_lobby_opens_nobody_joins(room):
    room.open(opens_in=600, lobby_in=300)
    refused = room.join("ana")
    assert (refused.status_code, refused.json["code"]) == (409, "waiting-room.not-open")
    room.watch.move(300)
    assert room.join("ana").status_code == 201


def test_a_device_keeps_its_place_however_often_it_joins(room):
    room.open()
    room.joined("ana", "bo")
    first = room.tokens["ana"]
    room.joined("ana", "ana")
    assert room.tokens["ana"] == first
    assert room.place("ana")["position"] == 1
    assert room.figures()["waiting"] == 2


def test_who_leaves_joins_again_at_the_end(room):
    room.open()
    room.joined("ana", "bo")
    assert room.leave("ana").status_code == 204
    assert room.look("ana").json["code"] == "waiting-room.place-over"
    room.joined("ana")
    assert (room.place("bo")["position"], room.place("ana")["position"]) == (1, 2)


def test_who_does_not_look_when_it_is_their_turn_keeps_the_place_for_later(room):
    room.open(most_shopping=1)
    room.joined("ana", "bo")
    room.watch.move(1)
    room.run()  # it is Ana's turn, and Ana does not look
    assert room.place("bo")["state"] == "waiting"
    room.watch.move(121)
    room.run()
    room.admitted("bo")
    assert room.place("ana")["position"] == 1


def test_an_admission_that_nobody_used_ends_and_one_joins_anew(room):
    room.open(shopping_minutes=5, most_shopping=1)
    room.joined("ana", "bo")
    room.watch.move(1)
    held = room.admitted("ana")
    room.watch.move(301)
    room.admitted("bo")
    assert room.order(held).json["code"] == "waiting-room.pass-expired"
    assert room.look("ana").json["code"] == "waiting-room.place-over"


def test_paused_nobody_is_admitted_and_resumed_it_goes_on_in_order(room):
    room.open()
    room.joined("ana", "bo")
    room.open(is_paused=True)
    room.watch.move(30)
    paused = room.place("ana")
    assert (paused["state"], paused["is_paused"], paused["estimate_seconds"]) == (
        "waiting",
        True,
        None,
    )
    room.open(is_paused=False)
    room.watch.move(1)
    room.admitted("ana")
    assert room.place("bo")["state"] == "waiting"


def test_opened_early_the_lobby_is_drawn_at_once(room):
    room.open(opens_in=3600)
    room.joined("ana", "bo")
    room.open(opens_in=0)
    assert {room.place(each)["position"] for each in ("ana", "bo")} == {1, 2}


def test_switched_off_everybody_may_order_and_switched_on_anew_all_places_are_new(room):
    room.open()
    room.joined("ana")
    room.watch.move(1)
    held = room.admitted("ana")
    room.open(is_on=False)
    assert room.look("ana").json["code"] == "waiting-room.none"
    assert room.order().status_code == 201
    room.open()
    assert room.look("ana").json["code"] == "waiting-room.place-over"
    assert room.order(held).json["code"] == "waiting-room.pass-refused"


def test_one_network_that_takes_a_thousand_places_is_held_up(room, monkeypatch):
    few = Limiter(runtime.current().redis, limits={"waiting-room-join": "30/600"})
    monkeypatch.setattr(runtime.current(), "limiter", few)
    room.open()
    with clock.frozen(clock.now()):  # a place comes back every 20 seconds
        answers = [room.join(f"guest {number}").status_code for number in range(100)]
    assert answers.count(201) == 30
    assert set(answers[30:]) == {429}


def test_who_solves_a_challenge_joins_though_the_network_took_many(room, monkeypatch):
    few = Limiter(runtime.current().redis, limits={"waiting-room-join": "1/600"})
    monkeypatch.setattr(runtime.current(), "limiter", few)
    room.open()
    path = f"{room.at_event}/waiting-room-places"
    asked = room.client.post(f"{room.at_event}/challenges", json={"action": "waiting_room"}).json
    answer = solved(asked)
    lazy = f"{asked['challenge']}~0"
    sent = [room.client.post(path, headers={"Turnout-Challenge": each}) for each in ("", "", lazy)]
    assert [each.status_code for each in sent] == [201, 429, 429]
    again = [room.client.post(path, headers={"Turnout-Challenge": answer}) for _ in range(2)]
    assert [each.status_code for each in again] == [201, 429], "one answer, one place"
