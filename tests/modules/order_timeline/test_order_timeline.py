"""Everything that happened to an order stands in one list, the newest first."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.sales import make_shop
from tests.factories.sales_desk import open_sales_desk
from tests.factories.tokens import make_token
from tests.factories.work import drain

from turnout.kernel.db.tx import transaction
from turnout.modules.order_timeline import rules
from turnout.modules.order_timeline.types import TimelineKind


@pytest.fixture(scope="module")
def provider(tmp_path_factory) -> Iterator[making.Provider]:
    with making.running_provider(tmp_path_factory.mktemp("provider")) as started:
        yield started


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def owner(counter):
    return bearer(counter.shop.organization.owner)


@pytest.fixture
def timeline(client, owner):
    def timeline(order, headers=owner, **query):
        return client.get(f"{order.path}/timeline", query_string=query, headers=headers)

    return timeline


def test_what_happened_is_told_from_placing_to_refund(client, counter, owner, timeline):
    order = counter.order().pay()
    base = f"/api/v1/organizations/{counter.shop.organization.id}"
    tag = client.post(f"{base}/order-tags", json={"name": "VIP"}, headers=owner).json["id"]
    client.put(f"{order.path}/tags", json={"tag_ids": [tag]}, headers=owner)
    client.put(f"{order.path}/tags", json={"tag_ids": []}, headers=owner)
    note = client.post(f"{order.path}/notes", json={"text": "Came by."}, headers=owner).json["id"]
    client.patch(f"{order.path}/notes/{note}", json={"text": "Called."}, headers=owner)
    client.delete(f"{order.path}/notes/{note}", headers=owner)
    [guest] = order.now()["attendees"]
    renamed = client.patch(
        f"{order.path}/attendees/{guest['id']}", json={"name": "Ada Lund"}, headers=owner
    )
    assert renamed.status_code == 200, renamed.json
    assert order.refund(amount_minor=None, reason="Called off").status_code == 202
    drain()

    told = timeline(order)
    assert told.status_code == 200, told.json
    items = told.json["items"]
    kinds = [each["kind"] for each in items]
    for first, then in (
        ("order.placed", "payment.opened"),
        ("payment.opened", "order.confirmed"),
        ("order.confirmed", "tag.added"),
        ("tag.added", "tag.removed"),
        ("tag.removed", "note.written"),
        ("note.written", "note.edited"),
        ("note.edited", "note.deleted"),
        ("note.deleted", "attendee.changed"),
        ("attendee.changed", "refund.requested"),
        ("refund.requested", "order.cancelled"),
    ):
        assert kinds.index(then) < kinds.index(first), (first, then, kinds)
    assert {"payment.succeeded", "ticket.refunded", "ticket.renamed", "refund.succeeded"} <= {
        *kinds
    }
    assert any(each.startswith("mail.") for each in kinds)
    assert items == sorted(items, key=lambda each: (each["at"], each["id"]), reverse=True)

    of = {each["kind"]: each for each in items}
    person = counter.shop.organization.owner
    assert (of["order.placed"]["actor"]["kind"], of["order.placed"]["values"]["total_minor"]) == (
        "buyer",
        2500,
    )
    assert of["order.confirmed"]["actor"]["kind"] == "system"
    assert of["refund.requested"]["actor"] == {
        "kind": "person",
        "id": str(person.id),
        "name": of["tag.added"]["actor"]["name"],
        "on_behalf_of": "",
    }
    assert of["tag.added"]["actor"]["name"]
    assert (of["tag.removed"]["resource_id"], of["tag.removed"]["values"]["name"]) == (tag, "VIP")
    assert of["attendee.changed"]["before"] == {"name": guest["name"]}
    assert of["note.deleted"]["resource_id"] == note
    assert "Came by" not in told.text, "what was taken back is not shown again"


def test_it_comes_in_pages_that_leave_nothing_out(counter, timeline):
    order = counter.order().pay()
    answer = timeline(order)
    assert answer.status_code == 200, answer.json
    whole = answer.json["items"]
    found, cursor = [], None
    while True:
        part = timeline(order, limit=2, **({"cursor": cursor} if cursor else {})).json
        found += part["items"]
        cursor = part["next_cursor"]
        if cursor is None:
            break
    assert found == whole
    assert len(whole) > 4


def test_the_number_of_statements_is_fixed(counter, timeline, statements):
    one, many = counter.order(), counter.order(quantity=3).pay()
    counts = []
    for order in (one, many):
        timeline(order)
        statements.clear()
        assert timeline(order).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20


def test_whoever_sees_the_order_sees_it_and_nobody_else(client, counter, timeline):
    order, organization = counter.order(), counter.shop.organization
    other = make_shop(organization)
    own = bearer(add_member(organization, "staff", event_ids=(counter.shop.event_id,)))
    elsewhere = bearer(add_member(organization, "staff", event_ids=(other.event_id,)))
    foreign = make_organization()
    path = f"/api/v1/organizations/{foreign.id}/orders/{order.id}/timeline"

    assert timeline(order, headers=own).status_code == 200
    assert timeline(order, headers=elsewhere).status_code in (403, 404)
    assert timeline(order, headers=order.headers).status_code in (401, 403)
    assert timeline(order, headers=bearer(foreign.owner)).status_code in (403, 404)
    assert client.get(path, headers=bearer(foreign.owner)).json["code"] == "orders.no-such-order"


def test_the_log_of_notes_is_read_in_its_own_organization_only(client, counter, owner):
    order, reads = counter.order(), "SELECT count(*) FROM turnout_audit_notes_of_order(%(id)s)"
    client.post(f"{order.path}/notes", json={"text": "x"}, headers=owner)
    foreign = make_organization()
    found = []
    for ctx in (counter.ctx, context_of(foreign, foreign.owner)):
        with transaction(ctx) as tx:
            found += tx.query(reads, {"id": UUID(order.id)})
    assert found == [(1,), (0,)]


def test_a_token_is_named_as_what_it_is(client, counter, timeline):
    order, organization = counter.order(), counter.shop.organization
    token = make_token(organization, "order-notes.write")
    written = client.post(f"{order.path}/notes", json={"text": "x"}, headers=token.headers)
    assert written.status_code == 201, written.json
    [first, *_] = timeline(order).json["items"]
    assert (first["kind"], first["actor"]["kind"]) == ("note.written", "service-account")
    assert first["actor"]["name"]


def test_every_state_of_what_is_told_has_a_kind():
    states = {
        "orders": ("held", "awaiting_approval", "awaiting_payment", "under_review", "confirmed",
            "expired", "cancelled"),
        "order_refunds": ("requested", "succeeded", "failed", "settled"),
        "tickets": ("void", "refunded"),
        "payments": ("pending", "unknown", "needs_action", "processing", "authorized", "succeeded",
            "part_refunded", "refunded", "failed", "cancelled"),
        "ticket_transfers": ("offered", "accepted", "declined", "withdrawn", "expired"),
    }  # fmt: skip
    for table, every in states.items():
        for state in every:
            kind = rules.kind_of(
                table, "update", before={"state": "former"}, after={"state": state}
            )
            assert isinstance(kind, TimelineKind)
    for table, told in rules.TOLD.items():
        for action in told.actions:
            assert isinstance(rules.kind_of(table, action, before={}, after={}), TimelineKind)
