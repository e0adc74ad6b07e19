"""Links that show the shop of an event at any instant to people without an account."""

import base64
from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_event, make_shop

from turnout.kernel import clock
from turnout.kernel.ids import new_id

HOUR = timedelta(hours=1)


@pytest.fixture
def draft(app):
    return make_event()


def path_of(shop):
    return f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"


def share(client, shop, *, user=None, until=None, **body):
    until = until or clock.now() + timedelta(days=3)
    return client.post(
        f"{path_of(shop)}/shop-previews",
        json={"expires_at": until.isoformat(), **body},
        headers=bearer(user or shop.organization.owner),
    )


def look(client, shop, token, **query):
    return client.get(f"{path_of(shop)}/previewed-shop/{token}", query_string=query)


def reasons(answer):
    assert answer.status_code == 200, answer.json
    return {each["name"]: each["why_not"] for each in answer.json["shop"]["items"]}


def test_who_has_the_link_sees_the_draft_at_any_instant_and_nobody_else(client, draft):
    now = clock.now()
    draft.add_type(name="early", sales_end_at=now + HOUR)
    draft.add_type(name="late", sales_start_at=now + HOUR)
    token = share(client, draft, label="The board").json["token"]
    assert reasons(look(client, draft, token)) == {"early": None, "late": "not-yet"}
    later = look(client, draft, token, at=(now + HOUR).isoformat())
    assert reasons(later) == {"early": "over", "late": None}
    assert later.json["title"]
    assert client.get(f"{path_of(draft)}/offers").status_code == 404


def test_a_link_ends_by_its_time_and_by_being_revoked(client, draft):
    made = share(client, draft).json
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert look(client, draft, made["token"]).status_code == 404
    assert look(client, draft, made["token"]).status_code == 200
    one = f"{path_of(draft)}/shop-previews/{made['preview']['id']}"
    for _ in range(2):
        assert client.delete(one, headers=bearer(draft.organization.owner)).status_code == 204
    refused = look(client, draft, made["token"])
    assert (refused.status_code, refused.json["code"]) == (404, "inventory.no-such-preview")


def test_a_link_shows_its_own_event_only(client, draft):
    other = make_event(draft.organization)
    foreign = make_shop()
    token = share(client, draft).json["token"]
    assert look(client, other, token).status_code == 404
    assert look(client, foreign, token).status_code == 404


def test_no_other_token_opens_anything(client, draft):
    token = share(client, draft).json["token"]
    raw = bytearray(base64.urlsafe_b64decode(token))
    raw[-1] ^= 1
    forged = base64.urlsafe_b64encode(bytes(raw)).decode()
    unknown = base64.urlsafe_b64encode(new_id().bytes + bytes(20)).decode()
    for wrong in (forged, unknown, token[:-4], token + "AAAA", "x", "ä", token.lower()):
        assert look(client, draft, wrong).status_code == 404


def test_wrong_tokens_ask_the_database_nothing(client, draft, statements):
    statements.clear()
    assert look(client, draft, "A" * 48).status_code == 404
    assert statements == []


def test_the_list_says_for_whom_links_are_and_not_what_opens_them(client, draft):
    first, second = (share(client, draft, label=label).json for label in ("Board", "Press"))
    listed = client.get(
        f"{path_of(draft)}/shop-previews", headers=bearer(draft.organization.owner)
    ).json["items"]
    assert [each["label"] for each in listed] == ["Press", "Board"]
    assert first["token"] not in str(listed)
    assert second["token"] not in str(listed)


def test_a_link_lasts_from_now_to_ninety_days(client, draft):
    for until in (clock.now() - HOUR, clock.now() + timedelta(days=91)):
        refused = share(client, draft, until=until)
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/expires_at")


def test_only_those_who_write_events_share_previews(client, draft):
    assert share(client, draft, user=add_member(draft.organization, "staff")).status_code == 201
    assert share(client, draft, user=add_member(draft.organization, "partner")).status_code == 403
    assert share(client, draft, user=make_shop().organization.owner).status_code == 404
    assert client.get(f"{path_of(draft)}/shop-previews").status_code == 401


def test_a_link_outlives_a_change_of_the_master_key(client, draft, change_master_key):
    token = share(client, draft).json["token"]
    change_master_key()
    assert look(client, draft, token).status_code == 200
    assert look(client, draft, share(client, draft).json["token"]).status_code == 200
