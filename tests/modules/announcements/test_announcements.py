"""Announcements are drafts first; who gets them is counted before anything leaves."""

from datetime import timedelta

import pytest
from tests.factories.people import bearer, make_user
from tests.factories.sales import make_shop
from tests.modules.announcements.conftest import TEXT, Announcer

from turnout.kernel import clock
from turnout.kernel.db import tx as transactions


def faults(answer):
    return {each["pointer"] for each in answer["errors"]}


def test_a_draft_is_written_changed_listed_and_deleted(announcer):
    made = announcer.draft()
    assert (made["state"], made["segment"]["order_states"]) == ("draft", ["confirmed"])
    path, seen = f"{announcer.at}/{made['id']}", {**announcer.owner, "If-Match": '"1"'}
    changed = announcer.client.patch(path, json={"is_important": True}, headers=seen)
    assert changed.json["is_important"] is True
    assert (
        announcer.client.patch(path, json={"is_important": False}, headers=seen).status_code == 412
    )
    listed = announcer.client.get(announcer.at, headers=announcer.owner).json["items"]
    assert [each["id"] for each in listed] == [made["id"]]
    assert announcer.client.delete(path, headers=announcer.owner).status_code == 204
    assert announcer.client.get(path, headers=announcer.owner).status_code == 404


def test_bad_texts_and_segments_are_named(announcer):
    unknown = {**TEXT, "subject": "{nobody}"}
    assert faults(announcer.draft(texts=[unknown], expect=422)) == {"/texts/0/subject"}
    assert faults(announcer.draft(texts=[TEXT, TEXT], expect=422)) == {"/texts/1/language"}
    other = str(make_shop().add_type())
    for name in ("ticket_type_ids", "session_ids", "tag_ids"):
        answer = announcer.draft(segment={name: [other]}, expect=422)
        assert faults(answer) == {f"/segment/{name}/0"}


def test_a_segment_is_what_all_of_its_conditions_say(announcer):
    announcer.buy("a@people.example", kind="standard", locale="en")
    announcer.buy("b@people.example", kind="vip", locale="de-AT")
    announcer.buy("c@people.example", kind="vip", locale="de", guest="guest@people.example")
    cancelled = announcer.buy("gone@people.example", kind="vip")
    answer = announcer.client.post(
        f"{announcer.shop.orders_path}/{cancelled['id']}/cancel",
        headers={"Turnout-Order-Secret": cancelled["secret"]},
    )
    assert answer.status_code == 200, answer.json
    announcer.index()
    vip = [str(announcer.types["vip"])]

    def people(**segment):
        found = announcer.audience(**segment)
        assert found["count"] == len(found["sample"])
        return {each["email"].partition("@")[0] for each in found["sample"]}

    assert people() == {"a", "b", "guest"}
    assert people(to="buyers") == {"a", "b", "c"}
    assert people(ticket_type_ids=vip) == {"b", "guest"}
    assert people(languages=["de"]) == {"b", "guest"}
    assert people(languages=["de-AT"], ticket_type_ids=vip) == {"b"}
    assert people(checked_in=True) == set()
    assert people(checked_in=False) == {"a", "b", "guest"}
    assert people(order_states=["awaiting_payment"]) == set()


def test_who_bought_before_is_told_from_who_comes_for_the_first_time(announcer):
    former = Announcer(announcer.client, make_shop(announcer.shop.organization))
    stranger = Announcer(announcer.client, make_shop())
    former.buy("back@people.example")
    cancelled = former.buy("gone@people.example")
    answer = announcer.client.post(
        f"{former.shop.orders_path}/{cancelled['id']}/cancel",
        headers={"Turnout-Order-Secret": cancelled["secret"]},
    )
    assert answer.status_code == 200, answer.json
    stranger.buy("elsewhere@people.example")
    names = ("Back", "gone", "elsewhere", "twice", "twice", "later")
    for name in names:
        announcer.buy(f"{name}@people.example")
    former.buy("later@people.example")
    announcer.index()

    def people(**segment):
        found = announcer.audience(**segment)["sample"]
        return {each["email"].partition("@")[0].lower() for each in found}

    assert people(bought_before=True) == {"back"}
    assert people(bought_before=False) == {"gone", "elsewhere", "twice", "later"}
    assert people(bought_before=None) == people() == {name.lower() for name in names}


def test_a_tag_narrows_a_segment(announcer):
    order = announcer.buy("press@people.example")
    announcer.buy("other@people.example")
    tag = announcer.client.post(
        f"{announcer.base}/order-tags", json={"name": "Press"}, headers=announcer.owner
    ).json
    answer = announcer.client.put(
        f"{announcer.base}/orders/{order['id']}/tags",
        json={"tag_ids": [tag["id"]]},
        headers=announcer.owner,
    )
    assert answer.status_code == 200, answer.json
    announcer.index()
    found = announcer.audience(tag_ids=[tag["id"]])
    assert [each["email"] for each in found["sample"]] == ["press@people.example"]


def test_only_drafts_change_and_a_scheduled_one_can_be_taken_back(announcer):
    announcer.buy("a@people.example")
    announcer.index()
    made = announcer.draft()
    one = f"/{made['id']}"
    passed = (clock.now() - timedelta(minutes=1)).isoformat()
    assert faults(announcer.post(f"{one}/schedule", {"send_at": passed}, expect=422)) == {
        "/send_at"
    }
    later = (clock.now() + timedelta(days=1)).isoformat()
    announcer.post(f"{one}/schedule", {"send_at": later})
    refused = announcer.client.patch(
        f"{announcer.at}{one}", json={"is_important": True}, headers=announcer.owner
    )
    assert refused.json["code"] == "announcements.not-draft"
    announcer.post(f"{one}/pause", expect=409)
    assert announcer.post(f"{one}/withdraw")["send_at"] is None
    announcer.draft()


def test_nothing_is_sent_to_nobody(announcer):
    made = announcer.draft()
    refused = announcer.post(f"/{made['id']}/schedule", expect=409)
    assert refused["code"] == "announcements.nobody"


def test_a_preview_shows_the_mail_with_the_readers_own_name(announcer):
    german = {"language": "de", "subject": "Für {event}", "body": "<p>Hallo {first_name}</p>"}
    made = announcer.draft(texts=[TEXT, german])
    answer = announcer.client.get(
        f"{announcer.at}/{made['id']}/preview?language=de", headers=announcer.owner
    ).json
    assert answer["language"] == "de"
    assert answer["subject"].startswith("Für Autumn Assembly")
    assert "{first_name}" not in answer["body"]
    assert "Sie erhalten diese E-Mail" in answer["text"]


@pytest.mark.parametrize("path", ["", "/{one}", "/{one}/preview"])
def test_announcements_of_another_event_are_not_there(announcer, client, path):
    made = announcer.draft()
    other = Announcer(client, make_shop(announcer.shop.organization))
    answer = client.get(other.at + path.format(one=made["id"]), headers=other.owner)
    assert answer.json.get("items", []) == []
    assert answer.status_code == (404 if path else 200)


def test_who_is_no_member_sees_none(announcer, client):
    assert client.get(announcer.at, headers=bearer(make_user())).status_code in (403, 404)


MEAL = {
    "key": "meal",
    "type": "single_choice",
    "label": {"en": "Meal"},
    "options": [{"value": "fish"}, {"value": "rice"}],
}
EXTRAS = {
    "key": "extras",
    "type": "multiple_choice",
    "scope": "order",
    "label": {"en": "Extras"},
    "options": [{"value": "boat"}, {"value": "tour"}],
}


def test_answers_narrow_a_segment_of_the_attendee_and_of_the_order(announcer, client):
    event = f"{announcer.base}/events/{announcer.shop.event_id}"
    asked = client.put(
        f"{event}/registration-form", json={"questions": [MEAL, EXTRAS]}, headers=announcer.owner
    )
    assert asked.status_code == 200, asked.json
    for email, meal, extras in (("f", "fish", ["boat", "tour"]), ("r", "rice", ["tour"])):
        order = announcer.buy(f"{email}@people.example", named=False)
        [type_id] = announcer.types.values()
        guest = {"ticket_type_id": str(type_id), "name": email, "answers": {"meal": meal}}
        done = client.patch(
            f"{announcer.shop.orders_path}/{order['id']}",
            json={"answers": {"extras": extras}, "attendees": [guest]},
            headers={"Turnout-Order-Secret": order["secret"]},
        )
        assert (done.status_code, done.json["state"]) == (200, "confirmed"), done.json
    announcer.index()

    def people(*answers):
        found = announcer.audience(answers=[{"question": q, "value": v} for q, v in answers])
        return [each["email"][0] for each in found["sample"]]

    assert people(("meal", "fish")) == ["f"]
    assert people(("extras", "tour")) == ["f", "r"]
    assert people(("extras", "tour"), ("meal", "rice")) == ["r"]
    assert people(("extras", "boat"), ("meal", "rice")) == []
    assert people(("nothing", "fish")) == []


def test_places_in_sessions_narrow_a_segment(announcer, client):
    event = f"{announcer.base}/events/{announcer.shop.event_id}"
    starts = clock.now() + timedelta(days=30, hours=1)
    session = {
        "title": "Knots",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=1)).isoformat(),
        "capacity": 5,
        "needs_registration": True,
    }
    made = client.post(f"{event}/sessions", json=session, headers=announcer.owner)
    assert made.status_code == 201, made.json
    path = f"{event}/sessions/{made.json['id']}"
    order = announcer.buy("in@people.example")
    announcer.buy("out@people.example")
    answer = client.post(
        f"{path}/registrations",
        json={"ticket_id": order["tickets"][0]["id"]},
        headers={"Turnout-Order-Secret": order["secret"]},
    )
    assert answer.status_code == 201, answer.json
    announcer.index()
    found = announcer.audience(session_ids=[made.json["id"]])
    assert [each["email"] for each in found["sample"]] == ["in@people.example"]


def test_a_list_of_many_takes_as_many_statements_as_of_one(announcer, client, monkeypatch):
    announcer.buy("a@people.example")
    announcer.index()

    def statements():
        seen = []
        monkeypatch.setattr(transactions, "observer", seen.append)
        assert client.get(announcer.at, headers=announcer.owner).status_code == 200
        monkeypatch.setattr(transactions, "observer", None)
        return len(seen)

    announcer.queue(announcer.begun())
    statements()
    first = statements()
    for _ in range(3):
        announcer.queue(announcer.begun())
    assert statements() == first
