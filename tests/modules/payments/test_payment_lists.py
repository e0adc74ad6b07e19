"""Managers find payments by what they know of them, and see which of them banks ask back."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.modules.payments import acme as playing

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind

OPENED, WON, LOST = FactKind.DISPUTE_OPENED, FactKind.DISPUTE_WON, FactKind.DISPUTE_LOST


def ids(answer):
    assert answer.status_code == 200, answer.json
    return [each["id"] for each in answer.json["items"]]


def open_for(till, number, *, email="ada@people.example"):
    with transaction(till.ctx) as tx:
        return str(
            payments.open_payment(
                tx,
                reference=new_id(),
                amount=Money(4200, "EUR"),
                description=number,
                buyer_email=email,
                locale="en",
                return_url="http://turnout.test/thanks",
                cancel_url="http://turnout.test/basket",
                connection_id=till.connection_id,
            )
        )


def test_a_payment_is_found_by_order_number_buyer_and_the_providers_name(till):
    first = open_for(till, "REG-7", email="Grace@People.example")
    paid, ref = till.pay()

    assert ids(till.get("/payments?q=reg-7")) == [first]
    assert ids(till.get("/payments?q=grace@people.EXAMPLE")) == [first]
    assert ids(till.get(f"/payments?q={ref}")) == [str(paid)]
    assert ids(till.get("/payments?q=REG")) == []
    [found] = till.get("/payments?q=REG-7").json["items"]
    assert (found["description"], found["buyer_email"]) == ("REG-7", "Grace@People.example")


def test_payments_are_filtered_by_states_provider_and_period(till):
    paid, _ = till.pay()
    with till.later(3600):
        waits, _ = till.begin()
        middle = (clock.now() - timedelta(seconds=60)).isoformat().replace("+", "%2B")

    assert ids(till.get("/payments?state=succeeded&state=failed")) == [str(paid)]
    assert ids(till.get(f"/payments?opened_from={middle}")) == [str(waits)]
    assert ids(till.get(f"/payments?opened_before={middle}")) == [str(paid)]
    assert ids(till.get(f"/payments?connection_id={new_id()}")) == []
    assert len(ids(till.get(f"/payments?connection_id={till.connection_id}"))) == 2


@pytest.mark.parametrize(
    "query", ["state=nonsense", "opened_from=yesterday", "connection_id=1", "q="]
)
def test_a_filter_that_makes_no_sense_is_refused_at_its_field(till, query):
    answer = till.get(f"/payments?{query}")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"].startswith(f"?{query.partition('=')[0]}")


def test_the_ledger_and_the_deliveries_of_one_payment_are_its_own(till):
    first, _ = till.pay()
    till.pay(minor=9900)

    ledger = till.get(f"/ledger?payment_id={first}").json
    assert {each["payment_id"] for each in ledger["items"]} == {str(first)}
    sales = [each for each in ledger["balances"] if each["account"] == "sales"]
    assert [each["balance_minor"] for each in sales] == [-4200]
    deliveries = till.get(f"/payment-deliveries?payment_id={first}").json["items"]
    assert {each["payment_id"] for each in deliveries} == {str(first)}
    assert till.get(f"/ledger?payment_id={new_id()}").json["balances"] == []


def disputed(shop, *kinds, name="dp", **more):
    payment_id, ref = shop.start()
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED, amount=playing.eur(4200)))
    for kind in kinds:
        shop.hear(shop.acme.tell(ref, kind, object_id=name, amount=playing.eur(4200), **more))
    return payment_id


def test_a_dispute_says_what_the_provider_told_and_until_when_it_waits(shop):
    ends = clock.now() + timedelta(days=7)
    payment_id = disputed(shop, OPENED, code="fraudulent", expires_at=ends)

    [found] = shop.till.get("/payment-disputes?state=open").json["items"]

    assert (found["payment_id"], found["description"]) == (str(payment_id), "REG-1")
    assert (found["state"], found["reason"], found["amount_minor"]) == ("open", "fraudulent", 4200)
    assert found["respond_by"].startswith(ends.isoformat()[:19])
    [told] = [fact for name, fact in shop.till.told() if name == "payments.disputed.v1"]
    assert found["id"] == told["dispute_id"]


def test_a_dispute_that_was_won_is_not_lost_whichever_was_told_last(shop):
    won = disputed(shop, OPENED, WON, LOST, name="dp_1")
    lost = disputed(shop, OPENED, LOST, name="dp_2")

    states = {
        each["payment_id"]: each["state"]
        for each in shop.till.get("/payment-disputes").json["items"]
    }

    assert states == {str(won): "won", str(lost): "lost"}
    assert shop.till.get("/payment-disputes?state=open").json["items"] == []


def test_disputes_come_in_pages_newest_first_and_by_provider(shop):
    for number in range(3):
        with shop.till.later(number * 60):
            disputed(shop, OPENED, name=f"dp_{number}")

    first = shop.till.get("/payment-disputes?limit=2").json
    assert [each["provider_ref"] for each in first["items"]] == ["dp_2", "dp_1"]
    rest = shop.till.get(f"/payment-disputes?limit=2&cursor={first['next_cursor']}").json
    assert [each["provider_ref"] for each in rest["items"]] == ["dp_0"]
    assert rest["next_cursor"] is None
    assert shop.till.get(f"/payment-disputes?connection_id={new_id()}").json["items"] == []
    assert shop.till.get("/payment-disputes?state=maybe").status_code == 422


def test_disputes_are_for_managers_of_this_organization(shop):
    disputed(shop, OPENED)
    address = f"/api/v1/organizations/{shop.till.ctx.organization_id}/payment-disputes"
    other = make_organization()
    elsewhere = f"/api/v1/organizations/{other.id}/payment-disputes"

    def status(user, path=address):
        return shop.till.client.get(path, headers=bearer(user)).status_code

    assert status(add_member(shop.till.organization, "admin")) == 200
    assert status(add_member(shop.till.organization, "staff")) == 403
    assert status(other.owner) == 404
    mine = shop.till.client.get(elsewhere, headers=bearer(other.owner)).json
    assert mine["items"] == []
