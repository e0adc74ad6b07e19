"""Bulk edits of the same ticket types at once: one of them is made, whole, and the others are not."""

from collections import Counter

from tests.factories.people import bearer
from tests.factories.sales import make_shop

from turnout.kernel.ids import new_id

PRICES = "SELECT price_minor FROM ticket_types WHERE organization_id = %(organization_id)s"


def test_one_of_many_edits_at_once_is_made_whole(app, client, queued, at_once, ask):
    shop = make_shop()
    types = [shop.add_type(price_minor=1000) for _ in range(6)]
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/bulk-edits"
    owner = bearer(shop.organization.owner)

    def edit(number):
        chosen = types if number % 2 else types[::-1]
        body = {
            "items": [{"ticket_type_id": str(each), "version": 1} for each in chosen],
            "changes": {"price": {"add_minor": number}},
        }
        headers = {**owner, "Idempotency-Key": new_id().hex}
        return lambda: app.test_client().post(path, json=body, headers=headers).status_code

    answers = at_once(*(edit(number) for number in range(1, 9)), threads=8)
    assert Counter(answers) == {201: 1, 412: 7}
    prices = {price for (price,) in ask(PRICES, organization_id=shop.organization.id)}
    assert prices == {1001 + answers.index(201)}, "the same for all, never a mixture"


def test_an_edit_is_undone_once_however_many_ask(app, client, queued, at_once, ask):
    shop = make_shop()
    type_id = shop.add_type(price_minor=1000)
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/bulk-edits"
    owner = bearer(shop.organization.owner)
    body = {
        "items": [{"ticket_type_id": str(type_id), "version": 1}],
        "changes": {"price": {"set_minor": 5}},
    }
    made = client.post(path, json=body, headers={**owner, "Idempotency-Key": new_id().hex}).json

    def undo():
        return app.test_client().post(f"{path}/{made['id']}/undo", headers=owner).status_code

    assert Counter(at_once(*[undo] * 6, threads=6)) == {200: 1, 409: 5}
    assert ask(PRICES, organization_id=shop.organization.id) == [(1000,)]
