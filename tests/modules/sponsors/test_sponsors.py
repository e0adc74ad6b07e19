"""Sponsors: what the team sees, what everyone sees, and what a link opens."""

from uuid import uuid4

import pytest
from tests.modules.programme.file_client import Organizer

SECRET = "Turnout-Link-Secret"


@pytest.fixture
def organizer(client):
    return Organizer(client)


def made(organizer, path, body):
    answer = organizer.ask("POST", path, json=body)
    assert answer.status_code in (200, 201), answer.json
    return answer.json


def own_path(organizer, rest):
    return f"/api/v1/organizations/{organizer.organization.id}/own-part/{rest}"


def test_sponsors_stand_in_levels_and_order_for_everyone(organizer, client):
    gold, silver = (made(organizer, "/sponsor-levels", {"name": each})["id"] for each in ("Gold", "Silver"))  # fmt: skip
    for name, level in (("Mill", silver), ("Bakery", gold), ("Forge", None), ("Hidden", gold)):
        contact = {"contact_email": f"{name}@private.example", "is_public": name != "Hidden"}
        made(organizer, "/sponsors", {"name": name, "level_id": level, **contact})
    url = f"{organizer.base}/public-sponsors"
    assert client.get(url).status_code == 404
    organizer.ask("POST", "/publish")
    answer = client.get(url)
    shown = [(each["name"], [one["name"] for one in each["sponsors"]]) for each in answer.json["items"]]  # fmt: skip
    assert shown == [("Gold", ["Bakery"]), ("Silver", ["Mill"]), ("", ["Forge"])]
    assert b"private.example" not in answer.data
    held = organizer.ask("DELETE", f"/sponsor-levels/{gold}")
    assert (held.status_code, held.json["code"]) == (409, "events.sponsor-level-in-use")
    again = organizer.ask("POST", "/sponsor-levels", json={"name": "Gold"})
    assert (again.status_code, again.json["code"]) == (409, "events.sponsor-level-name-taken")


def test_a_sponsor_is_changed_with_if_match_and_sees_its_part_by_link(organizer):
    level = made(organizer, "/sponsor-levels", {"name": "Gold"})["id"]
    row = made(organizer, "/sponsors", {"name": "Mill", "level_id": level, "contact_email": "m@private.example"})  # fmt: skip
    path = f"/sponsors/{row['id']}"
    changed = organizer.ask("PATCH", path, json={"description": "<p>Flour</p>"}, headers={"If-Match": '"1"'})  # fmt: skip
    assert (changed.json["description"], changed.headers["ETag"]) == ("<p>Flour</p>", '"2"')
    assert organizer.ask("PATCH", path, json={"name": "x"}, headers={"If-Match": '"1"'}).status_code == 412  # fmt: skip
    for field in ("level_id", "logo_file_id"):
        wrong = organizer.ask("PATCH", path, json={field: str(uuid4())})
        assert [each["pointer"] for each in wrong.json["errors"]] == [f"/{field}"]
    link = made(organizer, f"{path}/links", {})
    part = organizer.client.get(own_path(organizer, "sponsor"), headers={SECRET: link["secret"]})
    assert (part.json["sponsor"]["name"], part.json["level"]) == ("Mill", "Gold")
    speaker = organizer.client.get(own_path(organizer, "speaker"), headers={SECRET: link["secret"]})
    assert speaker.status_code == 404
    assert organizer.ask("DELETE", path).status_code == 204
    assert organizer.client.get(own_path(organizer, "sponsor"), headers={SECRET: link["secret"]}).status_code == 404  # fmt: skip
