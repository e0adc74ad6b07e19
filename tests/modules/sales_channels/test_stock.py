"""Whatever channels buy and give back, allotments and pools agree with a plain model."""

from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.modules.sales_channels.conftest import make_channel_shop
from tests.prove.counts import examples

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.modules.orders.service import orders
from turnout.modules.sales_channels import service

CHANNELS = ("web", "embed", "HOTEL4", "AGENCY")
SHARED = {"web": "web", "embed": "web", "HOTEL4": "HOTEL4", "AGENCY": "partner"}
"""The buyer's channel → whose setting counts them."""
NAMES = ("web", "HOTEL4", "partner")
HOUR = timedelta(hours=1)


class Model:
    """A hall, what is sold in it by whom, and for each setting (places, most)."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.orders = {}
        self.terms = {}
        self.through = {}
        """Order → the setting that counts it, as long as that is the same."""

    def sold(self, name):
        return sum(self.orders[key] for key, through in self.through.items() if through == name)

    def kept(self, name):
        places, _ = self.terms.get(name, (0, None))
        return max(places - self.sold(name), 0)

    @property
    def free(self):
        return self.capacity - sum(self.orders.values()) - sum(map(self.kept, self.terms))

    def can_buy(self, name, quantity):
        most = self.terms.get(name, (0, None))[1]
        is_within = most is None or self.sold(name) + quantity <= most
        return is_within and quantity <= self.free + self.kept(name)


class Channels(RuleBasedStateMachine):
    client = None

    @initialize()
    def open_shop(self):
        self.now = clock.now()
        self.sale = make_channel_shop(self.client, capacity=20)
        self.hotel = self.sale.partner("HOTEL4")
        self.sale.partner("AGENCY")
        self.made = {}
        self.model = Model(20)
        self.job = system_in(self.sale.shop.organization.id, "orders.expire")

    def said(self, channel):
        if channel == "embed":
            return {"is_embedded": True}
        return {} if channel == "web" else {"partner": channel}

    def setting_of(self, channel):
        """Who counts a buyer: the partner's own setting goes before that of all partners."""
        name = SHARED[channel]
        if name == "HOTEL4" and name not in self.made:
            name = "partner"
        return name if name in self.made else None

    @rule(channel=st.sampled_from(CHANNELS), quantity=st.integers(1, 9), named=st.booleans())
    def buy(self, channel, quantity, named):
        name = self.setting_of(channel)
        answer = self.sale.buy(quantity, named=named, **self.said(channel))
        if self.model.can_buy(name, quantity):
            assert answer.status_code == 201, answer.json
            self.model.orders[answer.json["id"]] = quantity
            self.model.through[answer.json["id"]] = name
        else:
            assert (answer.status_code, answer.json["code"]) == (409, "inventory.sold-out")

    @precondition(lambda self: self.model.orders)
    @rule(data=st.data(), lapses=st.booleans())
    def end(self, data, lapses):
        key = data.draw(st.sampled_from(sorted(self.model.orders)))
        if lapses:
            with clock.frozen(clock.now() + HOUR):
                orders.expire_order(self.job, UUID(key))
            path = f"{self.sale.shop.orders_path}/{key}"
            now = self.client.get(path, headers=self.sale.headers).json["state"]
            if now == "confirmed":
                return
        else:
            self.sale.cancel({"id": key})
        del self.model.orders[key]
        self.model.through.pop(key)

    @rule(
        name=st.sampled_from(NAMES),
        places=st.integers(0, 12),
        most=st.none() | st.integers(1, 15),
        dated=st.booleans(),
    )
    def agree(self, name, places, most, dated):
        until = (clock.now() + HOUR).isoformat() if dated and places else None
        said = {"places": places, "most": most, "return_at": until}
        model = self.model
        sold = model.sold(name) if name in self.made else 0
        drawn = min(sold, model.terms[name][0]) if name in self.made else 0
        fits = max(places - sold, 0) - model.kept(name) <= model.free
        makes_sense = most is None or (places <= most and sold <= most)
        if name in self.made:
            answer = self.sale.change(self.made[name], **said)
        elif name == "HOTEL4":
            answer = self.sale.create("partner", sales_partner_id=self.hotel, **said)
        else:
            answer = self.sale.create(name, **said)
        if not (fits and makes_sense and drawn <= places):
            assert answer.status_code == 422, answer.json
            return
        assert answer.status_code in (200, 201), answer.json
        self.made[name] = answer.json
        model.terms[name] = (places, most)

    @precondition(lambda self: self.made)
    @rule(data=st.data(), how=st.sampled_from(["date", "hand", "delete"]))
    def give_back(self, data, how):
        name = data.draw(st.sampled_from(sorted(self.made)))
        setting = self.made[name]
        if how == "delete":
            assert self.sale.delete(setting).status_code == 204
            del self.made[name], self.model.terms[name]
            for key, through in self.model.through.items():
                self.model.through[key] = None if through == name else through
            return
        if how == "hand":
            assert self.sale.give_back(setting).status_code == 200
        else:
            with clock.frozen(clock.now() + 2 * HOUR):
                done = [
                    service.return_due(
                        self.sale.worker, self.sale.shop.event_id, UUID(setting["id"])
                    )
                    for _ in range(2)
                ]
            assert not done[1], "a date comes once"
            if not done[0]:
                return
        self.model.terms[name] = (0, self.model.terms[name][1])

    @rule(capacity=st.integers(0, 30))
    def resize(self, capacity):
        path = self.sale.path.replace("channel-settings", f"pools/{self.sale.pool_id}")
        answer = self.client.patch(path, json={"capacity": capacity}, headers=self.sale.headers)
        used = self.model.capacity - self.model.free
        assert answer.status_code == (200 if used <= capacity else 409), answer.json
        if used <= capacity:
            self.model.capacity = capacity

    @invariant()
    def all_agree(self):
        if not hasattr(self, "model"):
            return
        model = self.model
        kept = sum(map(model.kept, model.terms))
        assert self.sale.counts() == (sum(model.orders.values()), 0, kept)
        for name, setting in self.made.items():
            found = self.sale.get(setting)
            assert (found["sold"], found["kept"]) == (model.sold(name), model.kept(name))
            assert found["free"] == model.free >= 0


def test_channels_agree_with_a_plain_model(client, queued):
    class Machine(Channels):
        pass

    Machine.client = client
    machine = Machine.TestCase
    machine.settings = settings(
        max_examples=examples(6),
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine().runTest()
