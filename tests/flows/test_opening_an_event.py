"""From an empty organization to visitors who buy, as an organizer does it over HTTP."""

from datetime import timedelta

from tests.factories import work
from tests.factories.events import schedule_file
from tests.factories.people import bearer, make_organization
from turnout.kernel import clock


def test_an_imported_programme_is_published_found_and_sold(client, queued):
    organization = make_organization()
    owner = bearer(organization.owner)
    base = f"/api/v1/organizations/{organization.id}"

    def ask(method, path, *, expect, **options):
        answer = client.open(f"{base}{path}", method=method, headers=owner, **options)
        assert answer.status_code == expect, answer.json
        return answer.json

    starts_at = clock.now() + timedelta(days=3)
    draft = {
        "title": "Field Camp",
        "time_zone": "Europe/Berlin",
        "location": {"name": "Long Meadow", "city": "Ziegelstadt"},
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(days=2)).isoformat(),
    }
    event = ask("POST", "/events", json=draft, expect=201)
    path, page = f"/events/{event['id']}", f"/{organization.slug}/{event['slug']}"
    owner["Content-Type"] = "application/xml"
    ask("POST", f"{path}/programme/imports", data=schedule_file("frab-camp.xml"), expect=201)
    owner.pop("Content-Type")
    pool = ask("POST", f"{path}/pools", json={"name": "Meadow", "capacity": 2}, expect=201)
    offer = {"name": "Tent", "kind": "free", "currency": "EUR", "pool_id": pool["id"]}
    ticket_type = ask("POST", f"{path}/ticket-types", json=offer, expect=201)
    assert client.get(page).status_code == 404

    ask("POST", f"{path}/publish", expect=200)
    work.drain()

    shown = client.get(page).text
    assert "Pegs" in shown
    assert "Kim Muster" in shown
    assert page in client.get("/sitemap.xml").text
    basket = basket_of(event["id"], ticket_type["id"], "Ada", "Ida")
    bought = client.post(f"{base}/orders", json=basket)
    assert (bought.status_code, bought.json["state"]) == (201, "confirmed")
    assert client.post(f"{base}/orders", json=basket).json["code"] == "inventory.sold-out"
    listed = ask("GET", f"/orders?event_id={event['id']}", expect=200)["items"]
    assert [each["number"] for each in listed] == [bought.json["number"]]


def basket_of(event_id, ticket_type_id, *names):
    return {
        "event_id": event_id,
        "lines": [{"ticket_type_id": ticket_type_id, "quantity": len(names)}],
        "buyer": {"email": "ada@people.example"},
        "attendees": [{"ticket_type_id": ticket_type_id, "name": name} for name in names],
    }
