"""Whatever is held, cancelled, lapses and is held again, uses are counted as a model counts them."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.prove.counts import PROVE

from turnout.kernel import clock

PEOPLE = ("ana@example.com", "bo@example.com", "cy@example.com")
CODES = {"ANYONE": (None, None), "THREEUSES": (3, None), "ONEEACH": (None, 1), "BOTH": (4, 2)}
HELD_FOR = timedelta(hours=1)


class Uses(RuleBasedStateMachine):
    orders = Bundle("orders")

    def __init__(self, client):
        super().__init__()
        self.client = client
        self.shop = make_shop()
        self.type_id = self.shop.add_type(price_minor=1000, capacity=10_000)
        self.path = f"/api/v1/organizations/{self.shop.organization.id}/discounts"
        self.living = {}
        for code, (total, each) in CODES.items():
            body = {"name": code, "code": code, "percent_bp": 1000}
            limits = {"uses_per_code": total, "uses_per_person": each}
            made = self.client.post(self.path, json={**body, **limits}, headers=self.owner)
            assert made.status_code == 201, made.json

    @property
    def owner(self):
        return bearer(self.shop.organization.owner)

    def may(self, code, email):
        total, each = CODES[code]
        used = [by for known, by in self.living.values() if known == code]
        return (total is None or len(used) < total) and (each is None or used.count(email) < each)

    @rule(target=orders, code=st.sampled_from(sorted(CODES)), email=st.sampled_from(PEOPLE))
    def order(self, code, email):
        body = {**self.shop.basket(self.type_id, email=email), "codes": [code]}
        answer = self.client.post(self.shop.orders_path, json=body)
        assert answer.status_code == (201 if self.may(code, email) else 422), answer.json
        if answer.status_code == 422:
            return None
        self.living[answer.json["id"]] = (code, email)
        return answer.json["id"], answer.json["secret"]

    @rule(made=consumes(orders))
    def cancel(self, made):
        if made is None or made[0] not in self.living:
            return
        path = f"{self.shop.orders_path}/{made[0]}/cancel"
        answer = self.client.post(path, headers={"Turnout-Order-Secret": made[1]})
        assert answer.status_code == 200, answer.json
        del self.living[made[0]]

    @rule(made=orders, email=st.sampled_from(PEOPLE))
    def become_another(self, made, email):
        if made is None or made[0] not in self.living:
            return
        code, before = self.living.pop(made[0])
        each = CODES[code][1]
        others = [by for known, by in self.living.values() if known == code]
        may = each is None or others.count(email) < each
        answer = self.client.patch(
            f"{self.shop.orders_path}/{made[0]}",
            json={"buyer": {"email": email}},
            headers={"Turnout-Order-Secret": made[1]},
        )
        assert answer.status_code == (200 if may else 422), answer.json
        self.living[made[0]] = (code, email if may else before)

    @rule()
    def lapse(self):
        with clock.frozen(clock.now() + HELD_FOR):
            work.run_timed("orders.expire_due")
        self.living.clear()

    @invariant()
    def uses_agree(self):
        found = self.client.get(self.path, headers=self.owner).json["items"]
        uses = {each["code"]: each["uses"] for each in found}
        counted = [code for code, _ in self.living.values()]
        assert uses == {code: counted.count(code) for code in CODES}


def test_uses_are_counted_as_a_model_counts_them(client, queued):
    run_state_machine_as_test(
        lambda: Uses(client),
        settings=settings(
            max_examples=250 if PROVE else 2,
            stateful_step_count=40 if PROVE else 12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
