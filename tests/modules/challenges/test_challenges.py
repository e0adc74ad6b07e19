"""Challenges over HTTP: what an answer is good for, how often, until when, and without Redis."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from tests.factories.sales import make_shop
from tests.modules.challenges.solving import solved
from tests.modules.waiting_room.conftest import no_redis

from turnout.kernel import clock
from turnout.modules.challenges import rules, service, signed_challenges
from turnout.modules.challenges.answers import UsedAnswers
from turnout.modules.challenges.types import ChallengeAction

__all__ = ("no_redis",)
JOIN = ChallengeAction.WAITING_ROOM


@pytest.fixture
def shop(client):
    return make_shop()


@pytest.fixture
def ask(client, shop):
    """Ask for a challenge by HTTP."""

    def asked(action="waiting_room", event_id=None):
        at = f"/api/v1/organizations/{shop.organization.id}/events/{event_id or shop.event_id}"
        return client.post(f"{at}/challenges", json={"action": action})

    return asked


def judge(shop, answer, *, event_id=None, organization_id=None, action=JOIN):
    organization = organization_id or shop.organization.id
    return service.is_solved(organization, event_id or shop.event_id, action, answer)


def test_an_answer_is_good_once(shop, ask):
    asked = ask().json
    assert (asked["algorithm"], asked["difficulty_bits"]) == ("SHA-256", rules.LEAST_BITS)
    answer = solved(asked)
    assert judge(shop, answer)
    assert not judge(shop, answer)
    assert not judge(shop, f"{answer[:-1]}{9 - int(answer[-1])}")


def test_an_answer_is_good_for_its_event_and_organization_alone(shop, ask):
    answer = solved(ask().json)
    assert not judge(shop, answer, event_id=uuid4())
    assert not judge(shop, answer, organization_id=uuid4())
    assert judge(shop, answer), "what was refused is not used up"


def test_an_answer_without_the_work_or_of_somebody_elses_making_is_none(shop, ask):
    challenge = ask().json["challenge"]
    lazy = next(
        f"{challenge}~{number}"
        for number in range(100)
        if not rules.is_worked(f"{challenge}~{number}", rules.LEAST_BITS)
    )
    assert not judge(shop, lazy)
    head, _, mark = challenge.rpartition(".")
    forged = {"challenge": f"{head[:-1]}A.{mark}", "difficulty_bits": 4}
    assert not judge(shop, solved(forged))
    for text in ("", "~", "42", "a.b.c.d~1", "x" * 5000):
        assert not judge(shop, text)


def test_an_answer_comes_too_late_after_five_minutes(shop, ask):
    asked = ask().json
    answer, until = solved(asked), datetime.fromisoformat(asked["expires_at"])
    with clock.frozen(until):
        assert not judge(shop, answer)
    with clock.frozen(until - timedelta(seconds=1)):
        assert judge(shop, answer)


def test_whoever_asks_often_gets_harder_ones_and_others_do_not(shop):
    def bits(network):
        return signed_challenges.issue(
            shop.organization.id, shop.event_id, JOIN, network=network
        ).difficulty_bits

    many = [bits("203.0.113.9") for _ in range(rules.FREE_OF_NETWORK * 2)]
    assert (many[0], many[-1]) == (rules.LEAST_BITS, rules.LEAST_BITS + 2)
    assert bits("198.51.100.7") == rules.LEAST_BITS


def test_without_redis_challenges_are_harder_and_each_process_takes_an_answer_once(
    shop, ask, no_redis
):
    asked = ask().json
    assert asked["difficulty_bits"] == rules.BLIND_BITS
    answer = solved(asked)
    assert judge(shop, answer)
    assert not judge(shop, answer)


def test_another_process_knows_by_redis_what_was_used(shop, ask, monkeypatch):
    answer = solved(ask().json)
    assert judge(shop, answer)
    monkeypatch.setattr("turnout.modules.challenges.answers._used", UsedAnswers())
    assert not judge(shop, answer)


def test_a_process_remembers_no_more_than_it_has_room_for_and_then_takes_none():
    now = clock.now()
    until = now + timedelta(minutes=5)
    used = UsedAnswers(most=2)
    assert used.add(b"a", until=until, now=now)
    assert used.add(b"b", until=now + timedelta(seconds=1), now=now)
    assert not used.add(b"c", until=until, now=now)
    later = now + timedelta(seconds=2)
    assert used.add(b"c", until=until, now=later), "what has expired makes room"
    assert not used.add(b"a", until=until, now=later)


def test_of_many_who_send_the_same_answer_at_once_one_is_taken(shop, ask, monkeypatch):
    answer = solved(ask().json)
    forgetful = SimpleNamespace(add=lambda *_, **__: True)
    monkeypatch.setattr("turnout.modules.challenges.answers._used", forgetful)
    with ThreadPoolExecutor(8) as pool:
        taken = Counter(pool.map(lambda _: judge(shop, answer), range(32)))
    assert taken == {True: 1, False: 31}


def test_what_a_challenge_is_for_must_be_known(ask):
    refused = ask(action="everything")
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == ["/action"]
