"""Orders whose challenges a service of the organization judges."""

from collections.abc import Iterator

import pytest
from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.challenges.services import FAKES, Service, reachable
from tests.modules.challenges.solving import solved
from tests.modules.fraud_rules.conftest import LimitedShop

from turnout.kernel import runtime
from turnout.modules.connections import api as connections
from turnout_sdk.testing.kit import run_fake

SHARED = frozenset({"live", "limits"})
"""What orders of all kinds ask of Redis now and then."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_fake(FAKES["turnstile"][0], tmp_path_factory.mktemp("turnstile")) as server:
        yield server.base_url


@pytest.fixture
def service(limited: LimitedShop, served: str) -> Iterator[Service]:
    made = Service(limited.shop, served)
    with reachable(served):
        made.connect()
        yield made


def token_answer(limited, service, asked):
    body = {"challenge": asked["challenge"], "token": service.solved(asked)}
    return limited.client.post(f"{limited.at_event}/challenge-answers", json=body).json["answer"]


def test_an_order_goes_through_with_a_token_once(limited, service):
    limited.made(most=1, outcome="challenge")
    assert limited.order().status_code == 201
    asked = limited.order()
    assert (asked.status_code, asked.json["code"]) == (403, "fraud-rules.challenge-required")
    assert (asked.json["algorithm"], asked.json["difficulty_bits"]) == ("token", 0)
    answer = token_answer(limited, service, asked.json)
    assert limited.order(challenge=answer).status_code == 201
    assert limited.order(challenge=answer).status_code == 403


def test_no_proof_of_work_and_no_bare_token_is_taken_for_it(limited, service):
    limited.made(most=1, outcome="challenge")
    limited.order()
    asked = limited.order().json
    for answer in (
        solved({**asked, "difficulty_bits": 12}),
        asked["challenge"],
        service.solved(asked),
    ):
        assert limited.order(challenge=answer).status_code == 403


def test_the_buyer_of_a_held_order_shows_that_they_are_a_person(limited, service):
    limited.made(most=1, outcome="challenge")
    limited.order("ana@people.example")
    held = limited.hold()
    asked = limited.name_buyer(held, "ana@people.example").json
    assert asked["algorithm"] == "token"
    answer = token_answer(limited, service, asked)
    assert limited.name_buyer(held, "ana@people.example", challenge=answer).status_code == 200


def test_a_service_that_is_switched_off_leaves_the_proof_of_work(limited, service):
    limited.made(most=1, outcome="challenge")
    limited.order()
    [made] = connections.list_connections(limited.shop.organizer, "challenge")
    connections.update_connection(limited.shop.organizer, made.id, state="disabled")
    asked = limited.order().json
    assert asked["algorithm"] == "SHA-256"
    assert limited.order(challenge=solved(asked)).status_code == 201


def test_the_service_of_one_organization_is_asked_by_no_other(limited, service, client):
    other_shop = make_shop()
    other = LimitedShop(client, other_shop, other_shop.add_type(capacity=9, price_minor=0))
    other.made(most=1, outcome="challenge")
    other.order()
    assert other.order().json["algorithm"] == "SHA-256"


def test_orders_cost_no_statement_and_no_trip_more_with_a_service_or_without(
    limited, served, statements, monkeypatch
):
    """The rules bring it along; it is read of a rule that challenges, and of no other."""
    redis = runtime.current().redis
    trips: list[str] = []
    ask = redis.ask
    monkeypatch.setattr(
        redis,
        "ask",
        lambda purpose, call, **said: (trips.append(purpose), ask(purpose, call, **said))[1],
    )

    def cost(email: str) -> tuple[int, list[str]]:
        statements.clear()
        trips.clear()
        assert limited.order(email).status_code == 201
        return len(statements), [each for each in trips if each not in SHARED]

    limited.order("warm@people.example")
    without_rules = cost("a@people.example")
    limited.made(most=50, outcome="challenge")
    limited.order("warm@people.example")
    with_rule = cost("b@people.example")
    with reachable(served):
        Service(limited.shop, served).connect()
        work.drain()
        limited.order("warm@people.example")
        with_service = cost("c@people.example")
    assert without_rules[0] == with_rule[0] == with_service[0] == 2
    assert with_service[1] == with_rule[1]
    assert (without_rules[1], with_rule[1]) == ([], ["fraud-rules"])
