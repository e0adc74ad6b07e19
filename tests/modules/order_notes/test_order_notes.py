"""The team writes notes on orders and attendees and tags them; buyers see nothing of it."""

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop

from turnout.kernel.ids import new_id


@pytest.fixture
def shop(running):
    return make_shop(make_organization())


@pytest.fixture
def order(client, shop):
    placed = client.post(shop.orders_path, json=shop.basket(shop.add_type(capacity=9), quantity=2))
    assert placed.status_code == 201, placed.json
    return placed.json


@pytest.fixture
def owner(shop):
    return bearer(shop.organization.owner)


@pytest.fixture
def team(client, shop, order, owner):
    """Asks about the order as its organization's owner, unless other headers are given."""

    def ask(method, path, body=None, headers=owner, **more):
        url = f"{shop.orders_path}/{order['id']}{path}"
        return client.open(url, method=method, json=body, headers={**headers, **more})

    return ask


def make_tag(client, shop, owner, name="VIP", **values):
    path = f"/api/v1/organizations/{shop.organization.id}/order-tags"
    return client.post(path, json={"name": name, **values}, headers=owner)


def test_a_note_stands_on_the_order_or_on_an_attendee_the_newest_first(team, order, shop):
    guest = order["attendees"][0]["id"]
    first = team("POST", "/notes", {"text": "Called about the invoice."})
    second = team("POST", "/notes", {"text": "Needs a ramp.", "attendee_id": guest})

    assert (first.status_code, second.status_code) == (201, 201), second.json
    listed = team("GET", "/notes").json["items"]
    assert [(each["text"], each["attendee_id"]) for each in listed] == [
        ("Needs a ramp.", guest),
        ("Called about the invoice.", None),
    ]
    assert listed[0]["author"] == f"user:{shop.organization.owner.id}"


def test_the_notes_on_one_attendee_are_listed_by_themselves(team, order):
    guest, other = (each["id"] for each in order["attendees"])
    for text, whose in (("On all", None), ("Ramp", guest), ("Vegan", other), ("Aisle", guest)):
        team("POST", "/notes", {"text": text, "attendee_id": whose})
    first = team("GET", f"/notes?attendee_id={guest}&limit=1").json
    rest = team("GET", f"/notes?attendee_id={guest}&cursor={first['next_cursor']}").json
    assert [each["text"] for each in first["items"] + rest["items"]] == ["Aisle", "Ramp"]
    assert team("GET", f"/notes?attendee_id={new_id()}").json["items"] == []
    wrong = team("GET", "/notes?attendee_id=somebody")
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "?attendee_id")


def test_notes_come_in_pages(team):
    for number in range(3):
        team("POST", "/notes", {"text": f"No. {number}"})
    first = team("GET", "/notes?limit=2").json
    rest = team("GET", f"/notes?limit=2&cursor={first['next_cursor']}").json
    texts = [each["text"] for each in first["items"] + rest["items"]]
    assert (texts, rest["next_cursor"]) == (["No. 2", "No. 1", "No. 0"], None)


def test_its_author_changes_a_note_once_per_version_and_the_log_keeps_the_former_words(
    client, team, shop, owner
):
    note = team("POST", "/notes", {"text": "Wants aisle seats."}).json
    changed = team("PATCH", f"/notes/{note['id']}", {"text": "Wants window seats."})
    stale = team("PATCH", f"/notes/{note['id']}", {"text": "No."}, **{"If-Match": '"1"'})

    assert (changed.status_code, changed.json["text"]) == (200, "Wants window seats.")
    assert changed.json["edited_at"] is not None
    assert stale.status_code == 412
    path = f"/api/v1/organizations/{shop.organization.id}/audit?table=order_notes"
    [update, _] = client.get(path, headers=owner).json["items"]
    assert update["before"]["text"] == "Wants aisle seats."


def test_nobody_changes_the_note_of_another_and_managers_delete_it(team, shop):
    staff = bearer(add_member(shop.organization, "staff"))
    other = bearer(add_member(shop.organization, "staff"))
    note = team("POST", "/notes", {"text": "Mine."}, headers=staff).json
    path = f"/notes/{note['id']}"

    assert team("PATCH", path, {"text": "Yours."}).json["code"] == "order-notes.not-yours"
    assert team("DELETE", path, headers=other).status_code == 403
    assert team("DELETE", path).status_code == 204
    assert team("DELETE", path).json["code"] == "order-notes.none"
    assert team("GET", "/notes").json["items"] == []


def test_buyers_see_neither_notes_nor_tags(client, team, order, shop):
    team("POST", "/notes", {"text": "Rude on the phone."})
    secret = {"Turnout-Order-Secret": order["secret"]}
    for path in ("/notes", "/tags"):
        assert team("GET", path, headers=secret).status_code in (401, 403)
    mine = client.get(f"{shop.orders_path}/{order['id']}", headers=secret)
    assert mine.status_code == 200
    assert "Rude" not in mine.get_data(as_text=True)


def test_tags_are_given_instead_of_the_former_ones(client, team, order, shop, owner):
    vip, press = (make_tag(client, shop, owner, name).json["id"] for name in ("VIP", "Press"))
    guest = order["attendees"][1]["id"]
    team("PUT", "/tags", {"tag_ids": [vip]})
    given = team("PUT", "/tags", {"tag_ids": [press, press]})
    on_guest = team("PUT", f"/attendees/{guest}/tags", {"tag_ids": [vip]})

    assert (given.status_code, given.json["tag_ids"]) == (200, [press])
    assert on_guest.json["attendees"] == [{"attendee_id": guest, "tag_ids": [vip]}]
    assert team("GET", "/tags").json == on_guest.json


def test_a_deleted_tag_is_gone_from_what_had_it(client, team, shop, owner):
    tag = make_tag(client, shop, owner).json
    team("PUT", "/tags", {"tag_ids": [tag["id"]]})
    path = f"/api/v1/organizations/{shop.organization.id}/order-tags/{tag['id']}"
    gone = [client.delete(path, headers=owner).status_code for _ in range(2)]
    assert gone == [204, 404]
    assert team("GET", "/tags").json["tag_ids"] == []


def test_tags_have_a_name_of_their_own_and_a_colour(client, shop, owner):
    tag = make_tag(client, shop, owner, "VIP", color="purple")
    assert (tag.status_code, tag.json["color"]) == (201, "purple")
    assert make_tag(client, shop, owner, "vip").json["code"] == "order-tags.name-taken"
    path = f"/api/v1/organizations/{shop.organization.id}/order-tags/{tag.json['id']}"
    renamed = client.patch(path, json={"name": "Guest of honour"}, headers=owner)
    assert (renamed.json["name"], renamed.json["color"]) == ("Guest of honour", "purple")
    assert client.patch(
        path, json={"name": "x"}, headers={**owner, "If-Match": '"1"'}
    ).status_code == 412  # fmt: skip


@pytest.mark.parametrize(("role", "status"), [("admin", 201), ("staff", 403), ("partner", 403)])
def test_managers_make_tags(client, shop, role, status):
    user = bearer(add_member(shop.organization, role))
    assert make_tag(client, shop, user).status_code == status


@pytest.mark.parametrize(
    ("method", "path", "body", "pointer"),
    [
        ("POST", "/notes", {"text": " "}, "/text"),
        ("POST", "/notes", {"text": "x", "attendee_id": str(new_id())}, "/attendee_id"),
        ("PUT", "/tags", {"tag_ids": [str(new_id())]}, "/tag_ids/0"),
        ("PUT", "/tags", {"tag_ids": "all"}, "/tag_ids"),
    ],
)
def test_bad_input_is_named(team, method, path, body, pointer):
    answer = team(method, path, body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_another_organization_reaches_nothing_of_it(client, team, shop, order):
    other = make_organization()
    note = team("POST", "/notes", {"text": "Ours."}).json
    base = f"/api/v1/organizations/{other.id}/orders/{order['id']}"
    for path in ("/notes", f"/notes/{note['id']}", "/tags"):
        method = "GET" if path != f"/notes/{note['id']}" else "DELETE"
        answer = client.open(base + path, method=method, headers=bearer(other.owner))
        assert answer.status_code == 404
