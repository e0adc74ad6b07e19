"""A preview of a refund says what the refund then does, and writes nothing."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain, run_queued

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments


@pytest.fixture(scope="module")
def provider(tmp_path_factory) -> Iterator[making.Provider]:
    with making.running_provider(tmp_path_factory.mktemp("provider")) as started:
        yield started


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def preview(client, counter):
    def preview(order, user=None, **body):
        headers = bearer(user or counter.shop.organization.owner)
        return client.post(f"{order.path}/refunds/preview", json=body, headers=headers)

    return preview


@pytest.fixture
def seen(client, counter):
    """What a refund may change: order, valid tickets, places, ledger, documents."""

    def seen(order):
        with transaction(counter.ctx) as tx:
            ids = payments.list_ids_of_reference(tx, UUID(order.id))
            booked = payments.payment_balances(tx, ids)
        headers = bearer(counter.shop.organization.owner)
        documents = client.get(f"{order.path}/invoices", headers=headers).json["items"]
        now = order.now()
        return {
            "states": (now["state"], now["money_state"]),
            "tickets": {each["id"] for each in now["tickets"] if each["state"] == "valid"},
            "left": counter.left(),
            "booked": booked,
            "documents": {
                each["id"]: (
                    each["kind"],
                    each["net_minor"],
                    each["tax_minor"],
                    each["total_minor"],
                )
                for each in documents
            },
        }

    return seen


def carry_out(counter, order, **body):
    """Ask for a refund and let its provider carry it out."""
    asked = order.refund(key=new_id().hex, **body)
    assert asked.status_code == 202, asked.json
    drain()
    counter.deliver(order.told())
    drain()
    return asked.json


def test_what_was_previewed_is_what_the_refunds_do_part_by_part(counter, preview, seen):
    order = counter.order(quantity=2).pay()
    for amount in (1, 1733, None):
        before = seen(order)
        told = preview(order, amount_minor=amount, reason="Rain")
        assert told.status_code == 200, told.json
        assert seen(order) == before, "a preview writes nothing"
        said = told.json
        carry_out(
            counter, order, amount_minor=amount, reason="Rain", preview_token=said["preview_token"]
        )
        after = seen(order)

        assert (said["order_state"], said["money_state"]) == after["states"]
        assert set(said["ticket_ids"]) == before["tickets"] - after["tickets"]
        assert sum(each["places"] for each in said["places"]) == after["left"] - before["left"]
        effects = {
            each: minor - before["booked"].get(each, 0)
            for each, minor in after["booked"].items()
            if minor != before["booked"].get(each, 0)
        }
        ledger = {
            (each["currency"], each["account"]): each["amount_minor"] for each in said["ledger"]
        }
        assert ledger == effects
        assert sum(ledger.values()) == 0
        assert [
            (each["kind"], each["net_minor"], each["tax_minor"], each["total_minor"])
            for each in said["documents"]
        ] == [each for key, each in after["documents"].items() if key not in before["documents"]]
    assert (after["states"], after["left"]) == (("cancelled", "refunded"), 5)
    assert {kind for kind, *_ in after["documents"].values()} == {"invoice", "credit_note"}


def test_a_refund_is_refused_when_the_order_is_not_as_it_was_previewed(counter, preview):
    order = counter.order().pay()
    said = preview(order, amount_minor=500, reason="Rain").json
    other_amount = order.refund(key="a", amount_minor=600, preview_token=said["preview_token"])
    assert order.refund(key="b", amount_minor=100).status_code == 202
    outdated = order.refund(key="c", amount_minor=500, preview_token=said["preview_token"])
    again = preview(order, amount_minor=500).json
    taken = order.refund(key="d", amount_minor=500, preview_token=again["preview_token"])

    assert (other_amount.status_code, other_amount.json["changed"]) == (409, ["amount_minor"])
    assert outdated.json["code"] == "orders.refund-preview-outdated"
    assert outdated.json["changed"] == ["payments", "retained_minor"]
    assert taken.status_code == 202
    strange = order.refund(key="e", amount_minor=1, preview_token="x")
    assert (strange.status_code, strange.json["errors"][0]["pointer"]) == (422, "/preview_token")


def test_no_refund_is_taken_off_twice_while_the_fact_of_another_is_handled(counter, preview):
    order = counter.order().pay()
    first, _ = (order.refund(key=each, amount_minor=500).json for each in "ab")
    run_queued()
    orders.sync_with_payments(counter.ctx, UUID(order.id), refund_id=UUID(first["refund_id"]))
    assert order.now()["refunded_minor"] == 1000, "both went back, and one fact is on its way"

    whole_rest = preview(order)
    assert (whole_rest.status_code, whole_rest.json["amount_minor"]) == (200, 1500)
    drain()
    assert order.now()["refunded_minor"] == 1000
    assert order.refund(key="c").json["amount_minor"] == 1500


def test_it_is_refused_as_the_refund_would_be(client, counter, preview):
    paid, unpaid = counter.order().pay(), counter.order()
    staff = add_member(counter.shop.organization, "staff")
    foreign = make_organization()
    path = f"/api/v1/organizations/{foreign.id}/orders/{paid.id}/refunds/preview"

    assert preview(paid, amount_minor=2501).json["code"] == "orders.not-refundable"
    assert preview(unpaid).json["code"] == "orders.not-refundable"
    assert preview(paid, amount_minor=0).status_code == 422
    assert preview(paid, return_id=str(new_id())).json["code"] == "orders.no-such-return"
    assert preview(paid, user=staff).status_code == 403
    elsewhere = client.post(path, json={}, headers=bearer(foreign.owner))
    assert elsewhere.json["code"] == "orders.no-such-order"
