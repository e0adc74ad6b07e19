"""A person's own shifts on a page, and as a calendar file."""

from typing import Any

from tests.factories.people import add_member, bearer, make_user
from tests.factories.sales import make_shop

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import api as organizations

SHIFT = {
    "name": "Doors",
    "starts_at": "2031-07-05T10:00:00",
    "ends_at": "2031-07-05T14:00:00",
    "notes": "Bring a torch.",
}


def planned(client: Any, person: Any) -> Any:
    """A shift at the north gate of an event, with the person in it."""
    shop = make_shop(title="Lantern Night", time_zone="Europe/Brussels")
    add_member(shop.organization, "staff", user=person)
    with transaction(system_in(shop.organization.id, "tests")) as tx:
        member = organizations.find_member_of(tx, person.id)
    event = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
    headers = bearer(shop.organization.owner)
    gate = client.post(f"{event}/gates", json={"name": "North"}, headers=headers).json["id"]
    new = SHIFT | {"gate_id": gate}
    shift = client.post(f"{event}/shifts", json=new, headers=headers).json["id"]
    people = {"member_ids": [str(member.id)]}
    client.put(f"{event}/shifts/{shift}/people", json=people, headers=headers)
    return shop


def test_a_person_sees_their_shifts_by_the_events_clock(client, browser, user) -> None:
    shop = planned(client, user)
    page = browser.open("/account/shifts")
    for words in ("Your shifts", shop.organization.name, "Doors", "North", "Lantern Night"):
        assert words in page.text
    assert "10:00–14:00" in page.text
    assert "Bring a torch." in page.text
    file = f"/account/organizations/{shop.organization.id}/shifts.ics"
    assert f'href="{file}"' in page.answer.text
    answer = browser.open(file).answer
    assert answer.mimetype == "text/calendar"
    assert "Lantern Night: Doors" in answer.text


def test_who_has_none_is_told_where_they_will_stand(browser, user) -> None:
    assert "No shifts coming up" in browser.open("/account/shifts").text


def test_shifts_are_nobody_elses(client, browser, elsewhere, user) -> None:
    shop = planned(client, user)
    file = f"/account/organizations/{shop.organization.id}/shifts.ics"
    assert elsewhere.open("/account/shifts").location.startswith("/sign-in?next=")
    assert elsewhere.open(file).location.startswith("/sign-in?next=")
    elsewhere.sign_in(make_user())
    assert elsewhere.open(file).status == 404
    assert "Lantern Night" not in elsewhere.open("/account/shifts").text
