"""An adapter that raises, exits, answers nonsense or hangs harms its own connection only."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.prove.counts import PROVE

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Registry
from turnout.kernel.context import OrganizationContext
from turnout.modules.connections import api as connections
from turnout_sandbox import adapter as sandbox
from turnout_sdk.adapter import Adapter, AdapterSettings, Health, Services
from turnout_sdk.payments import Charge, Operation

FAILURES = 5
"""So many in a row are enough to be given a rest."""
LONGEST_CALL_SECONDS = 5.0
NOTICED_SECONDS = 1.0 if PROVE else 0.8 * LONGEST_CALL_SECONDS
"""Who queues behind a hanging call waits for all of it; a busy machine makes a second long."""
is_over = threading.Event()


class Settings(AdapterSettings):
    """Nothing has to be filled in."""


class Broken:
    """Its start does what the test says."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self.opened_with = settings, services

    def start(self, charge: Charge) -> Operation:
        return misbehave(charge)

    def health(self) -> Health:
        return Health(is_healthy=True)


def raises(_: Charge) -> Operation:
    raise KeyError("what an adapter may not raise")


def exits(_: Charge) -> Operation:
    raise SystemExit(3)


def answers_nonsense(_: Charge) -> Any:
    return "paid, trust me"


def hangs(_: Charge) -> Operation:
    is_over.wait(30)
    raise TimeoutError


misbehave: Callable[[Charge], Any] = raises


@pytest.fixture
def broken(app: Any) -> Iterator[None]:
    """An installation that has a broken adapter beside a working one."""
    running = runtime.current()
    before = running.adapters
    bad = Adapter(
        key="broken",
        title="Broken",
        kind=sandbox.kind,
        sdk=sandbox.sdk,
        settings=Settings,
        capabilities=sandbox.capabilities,
        build=Broken,
    )
    running.adapters = Registry([*before.list(), bad], before.broken)
    yield
    is_over.set()
    running.adapters = before


@contextmanager
def misbehaving(how: Callable[[Charge], Any]) -> Iterator[None]:
    global misbehave  # noqa: PLW0603  what every adapter object of the test does
    misbehave = how
    is_over.clear()
    yield
    is_over.set()


@pytest.fixture
def ill(broken: None) -> MadeShop:
    shop = make_shop()
    new = connections.NewConnection(kind="payments", adapter_key="broken", name="Broken", values={})
    connections.create_connection(shop.organizer, new)
    return shop


@pytest.fixture
def calm(broken: None, provider: making.Provider) -> Iterator[MadeShop]:
    shop = make_shop()
    making.make_payment_connection(shop.organizer, provider=provider)
    with making.reachable(provider):
        yield shop


@pytest.mark.parametrize("how", [raises, exits, answers_nonsense])
def test_whatever_an_adapter_does_its_buyer_gets_an_answer_and_it_is_given_a_rest(
    how: Callable[[Charge], Any], client: Any, queued: Any, ill: MadeShop, calm: MadeShop
) -> None:
    type_id = ill.add_type(price_minor=2500)
    with misbehaving(how):
        answers = [pay(client, ill, type_id) for _ in range(FAILURES + 1)]

    assert {answer.status_code for answer in answers} <= {200, 202}
    assert not any(answer.get_json().get("redirect_url") for answer in answers)
    assert circuit_of(client, ill) == "open"
    assert pay(client, calm, calm.add_type(price_minor=2500)).get_json()["redirect_url"]
    assert circuit_of(client, calm) == "closed"


def test_while_one_hangs_another_organization_buys_as_fast_as_ever(
    client: Any, app: Any, queued: Any, ill: MadeShop, calm: MadeShop
) -> None:
    ill_type, calm_type = ill.add_type(price_minor=2500), calm.add_type(price_minor=2500)
    pay(client, calm, calm_type)
    with misbehaving(hangs):
        hanging = threading.Thread(target=lambda: pay(app.test_client(), ill, ill_type))
        hanging.start()
        seconds = []
        for _ in range(5):
            began = time.monotonic()
            assert pay(client, calm, calm_type).get_json()["redirect_url"]
            seconds.append(time.monotonic() - began)
        began = time.monotonic()
        busy = pay(client, ill, ill_type)
        seconds.append(time.monotonic() - began)
    hanging.join(LONGEST_CALL_SECONDS + NOTICED_SECONDS)

    assert not hanging.is_alive(), "the buyer of the hanging one was answered in time"
    assert max(seconds) < NOTICED_SECONDS, seconds
    assert busy.status_code in (200, 202), "the next buyer does not queue behind the hanging call"


def test_after_its_rest_an_adapter_that_works_again_is_used_again(
    client: Any, queued: Any, ill: MadeShop
) -> None:
    type_id = ill.add_type(price_minor=2500)
    with misbehaving(raises):
        for _ in range(FAILURES):
            pay(client, ill, type_id)
    called: list[Charge] = []

    def works(charge: Charge) -> Operation:
        called.append(charge)
        raise KeyError("and fails again")

    with misbehaving(works):
        pay(client, ill, type_id)
        assert called == [], "a resting connection is left alone"
        with clock.frozen(clock.now() + timedelta(seconds=40)):
            pay(client, ill, type_id)
            assert len(called) == 1, "one call finds out whether it works again"
            pay(client, ill, type_id)
            assert len(called) == 1, "and while it does not, nobody else waits for it"


def pay(client: Any, shop: MadeShop, type_id: UUID) -> Any:
    """Place an order and start to pay it; the answer."""
    host = {"HTTP_HOST": "turnout.test"}
    basket = shop.basket(type_id)
    order = client.post(shop.orders_path, json=basket, environ_overrides=host).get_json()
    return client.post(
        f"{shop.orders_path}/{order['id']}/payment",
        json={},
        headers={"Turnout-Order-Secret": order["secret"]},
        environ_overrides=host,
    )


def circuit_of(client: Any, shop: MadeShop) -> str:
    ctx: OrganizationContext = shop.organizer
    path = f"/api/v1/organizations/{ctx.organization_id}/connections"
    listed = client.get(path, headers=bearer(shop.organization.owner)).get_json()["items"]
    return str(listed[0]["circuit"])
