"""The delivery log over HTTP: who sees it, page by page, and sending again."""

from uuid import UUID

from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.modules.notifications.orders import an_address, place

from turnout.kernel.db.tx import transaction


def path(shop) -> str:
    return f"/api/v1/organizations/{shop.organization.id}/mails"


def owner(shop) -> dict[str, str]:
    return bearer(shop.organization.owner)


def logged(client, shop, **query) -> list[dict]:
    answer = client.get(path(shop), query_string=query, headers=owner(shop))
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_staff_see_what_was_sent_to_whom(client, mailbox, shop):
    order = place(client, shop)
    other = place(client, shop)
    work.drain()
    staff = bearer(add_member(shop.organization, "staff"))
    answer = client.get(path(shop), query_string={"order_id": order["id"]}, headers=staff)
    (mail,) = answer.json["items"]
    assert mail["recipient"] == order["email"]
    assert (mail["template"], mail["state"], mail["order_id"]) == (
        "order-confirmed", "sent", order["id"],
    )  # fmt: skip
    assert mail["sent_at"]
    assert mail["message_id"] == mailbox.to(order["email"])[0]["Message-ID"]
    assert {each["order_id"] for each in logged(client, shop)} == {order["id"], other["id"]}


def test_the_log_is_narrowed_to_an_event_and_a_state(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    ours = {"event_id": str(shop.event_id)}
    assert [each["order_id"] for each in logged(client, shop, **ours)] == [order["id"]]
    assert logged(client, shop, event_id=order["id"]) == []
    assert len(logged(client, shop, state="sent", **ours)) == 1
    assert logged(client, shop, state="failed", **ours) == []


def test_pages_follow_a_cursor(client, mailbox, shop):
    placed = [place(client, shop)["id"] for _ in range(3)]
    work.drain()
    first = client.get(path(shop), query_string={"limit": 2}, headers=owner(shop)).json
    rest = client.get(
        path(shop), query_string={"limit": 2, "cursor": first["next_cursor"]}, headers=owner(shop)
    ).json
    found = [each["order_id"] for each in first["items"] + rest["items"]]
    assert len(first["items"]) == 2
    assert sorted(found) == sorted(placed)
    assert rest["next_cursor"] is None


def test_partners_and_strangers_see_nothing(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    mail = logged(client, shop)[0]
    partner = bearer(add_member(shop.organization, "partner"))
    stranger = bearer(make_organization().owner)
    assert client.get(path(shop)).status_code == 401
    for headers, status in ((partner, 403), (stranger, 404)):
        assert client.get(path(shop), headers=headers).status_code == status
        answer = client.post(f"{path(shop)}/{mail['id']}/resend", headers=headers)
        assert answer.status_code == status
    assert len(mailbox.to(order["email"])) == 1


def test_whoever_has_another_event_only_sees_none_of_this_ones(client, mailbox, shop):
    place(client, shop)
    work.drain()
    elsewhere = UUID(int=5)
    limited = bearer(add_member(shop.organization, "staff", event_ids=(elsewhere,)))
    assert client.get(path(shop), headers=limited).json["items"] == []
    mail = logged(client, shop)[0]
    assert client.post(f"{path(shop)}/{mail['id']}/resend", headers=limited).status_code == 404


def test_sending_again_is_a_new_mail_to_the_orders_present_address(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    address = an_address()
    with transaction(shop.organizer) as tx:
        tx.query(
            "UPDATE orders SET buyer_email = %(to)s WHERE organization_id = %(o)s AND id = %(id)s",
            {"to": address, "o": shop.organization.id, "id": order["id"]},
        )
    mail = logged(client, shop)[0]
    answer = client.post(f"{path(shop)}/{mail['id']}/resend", headers=owner(shop))
    assert (answer.status_code, answer.json["recipient"]) == (201, address)
    assert answer.json["state"] == "queued"
    work.drain()
    (again,) = mailbox.to(address)
    assert again["Message-ID"] == answer.json["message_id"] != mail["message_id"]
    assert [each["state"] for each in logged(client, shop)] == ["sent", "sent"]


def test_one_key_sends_again_once(client, mailbox, shop):
    order = place(client, shop)
    work.drain()
    mail = logged(client, shop)[0]
    headers = {**owner(shop), "Idempotency-Key": "again-1"}
    answers = [client.post(f"{path(shop)}/{mail['id']}/resend", headers=headers) for _ in range(2)]
    work.drain()
    assert answers[0].json["id"] == answers[1].json["id"]
    assert len(mailbox.to(order["email"])) == 2


def test_what_is_still_tried_is_not_sent_again(client, platform_smtp, shop):
    place(client, shop)
    work.drain()
    mail = logged(client, shop)[0]
    assert mail["reason"] == "The mail server could not be reached or did not take the mail."
    answer = client.post(f"{path(shop)}/{mail['id']}/resend", headers=owner(shop))
    assert (answer.status_code, answer.json["code"]) == (409, "notifications.still-under-way")


def test_a_mail_that_does_not_exist_is_not_found(client, shop):
    answer = client.post(f"{path(shop)}/{UUID(int=9)}/resend", headers=owner(shop))
    assert (answer.status_code, answer.json["code"]) == (404, "notifications.no-such-mail")


def test_wrong_questions_are_named(client, shop):
    for query, pointer in (
        ({"order_id": "7"}, "order_id"),
        ({"cursor": "mine"}, "cursor"),
        ({"limit": 0}, "limit"),
        ({"state": "lost"}, "state"),
    ):
        answer = client.get(path(shop), query_string=query, headers=owner(shop))
        assert answer.status_code == 422
        assert pointer in answer.json["errors"][0]["pointer"]
