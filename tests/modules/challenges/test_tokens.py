"""Tokens of a challenge service: what one is good for, how often, and what stands in for it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.challenges.services import FAKES, Service, reachable
from tests.modules.challenges.solving import solved
from tests.modules.waiting_room.conftest import no_redis

from turnout.kernel import clock
from turnout.kernel.adapters import Busy, Calls
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.challenges import gateways, service
from turnout.modules.challenges.types import ChallengeAction
from turnout.modules.connections import api as connections
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.testing.kit import run_fake

__all__ = ("no_redis",)
ORDER = ChallengeAction.ORDER


@pytest.fixture(scope="module", params=sorted(FAKES))
def served(request, tmp_path_factory):
    """Each service in turn, as a program of its own."""
    with run_fake(FAKES[request.param][0], tmp_path_factory.mktemp(request.param)) as server:
        yield request.param, server.base_url


@pytest.fixture
def judged(client, served):
    """An organization that uses the service."""
    key, address = served
    made = Service(make_shop(), address, key)
    with reachable(address):
        made.connect()
        yield Asking(client, made)


@pytest.fixture
def unjudged(client):
    return Asking(client, Service(make_shop(), "http://nowhere.example"))


class Asking:
    """The API of challenges of one event."""

    def __init__(self, client, made):
        self.client, self.service, self.shop = client, made, made.shop

    @property
    def at(self):
        return f"/api/v1/organizations/{self.shop.organization.id}/events/{self.shop.event_id}"

    def ask(self, action="order"):
        return self.client.post(f"{self.at}/challenges", json={"action": action}).json

    def answer(self, asked, token):
        body = {"challenge": asked["challenge"], "token": token}
        return self.client.post(f"{self.at}/challenge-answers", json=body)

    def is_solved(self, answer, *, action=ORDER, event_id=None, organization_id=None):
        organization = organization_id or self.shop.organization.id
        return service.is_solved(organization, event_id or self.shop.event_id, action, answer)


def refused_field(answer):
    assert answer.status_code == 422, answer.json
    return [(each["pointer"], each["code"]) for each in answer.json["errors"]]


def test_a_token_gives_an_answer_that_is_good_once_for_this(judged):
    asked = judged.ask()
    assert (asked["algorithm"], asked["difficulty_bits"]) == ("token", 0)
    given = judged.answer(asked, judged.service.solved(asked))
    assert given.status_code == 201, given.json
    assert given.json["challenge"] is None
    answer = given.json["answer"]
    assert not judged.is_solved(answer, action=ChallengeAction.WAITING_ROOM)
    assert not judged.is_solved(answer, event_id=uuid4())
    assert not judged.is_solved(answer, organization_id=uuid4())
    assert judged.is_solved(answer)
    assert not judged.is_solved(answer)


def test_an_answer_lapses_after_five_minutes(judged):
    asked = judged.ask()
    answer = judged.answer(asked, judged.service.solved(asked)).json["answer"]
    with clock.frozen(clock.now() + timedelta(minutes=5, seconds=1)):
        assert not judged.is_solved(answer)
    assert judged.is_solved(answer)


def test_no_proof_of_work_answers_a_challenge_of_a_service(judged):
    asked = judged.ask()
    assert not judged.is_solved(solved({**asked, "difficulty_bits": 0}))
    assert not judged.is_solved(solved({**asked, "difficulty_bits": 8}))
    assert not judged.is_solved(asked["challenge"])
    assert not judged.is_solved(judged.service.solved(asked))


def test_a_token_counts_once_and_so_does_its_challenge(judged):
    asked, other = judged.ask(), judged.ask()
    token = judged.service.solved(asked)
    assert judged.answer(asked, token).status_code == 201
    assert refused_field(judged.answer(asked, token)) == [("/token", "not-accepted")]
    assert refused_field(judged.answer(other, token)) == [("/token", "not-accepted")]
    second = judged.service.solved(asked)
    assert refused_field(judged.answer(asked, second)) == [("/token", "not-accepted")]


def test_of_many_who_send_the_same_token_at_once_one_is_taken(judged):
    asked = judged.ask()
    token = judged.service.solved(asked)
    app = judged.client.application

    def send(_):
        body = {"challenge": asked["challenge"], "token": token}
        return app.test_client().post(f"{judged.at}/challenge-answers", json=body).status_code

    with ThreadPoolExecutor(6) as pool:
        found = Counter(pool.map(send, range(6)))
    assert found[201] == 1
    assert set(found) <= {201, 422, 503}


@pytest.mark.parametrize("token", ["", "made-up", "x" * 8192, "' OR 1=1; --", "<script>", "😀"])
def test_what_a_visitor_makes_up_is_no_person_and_leads_to_no_proof_of_work(judged, token):
    asked = judged.ask()
    assert refused_field(judged.answer(asked, token)) == [("/token", "not-accepted")]
    found = judged.service.solved(asked)
    assert judged.answer(asked, found).status_code == 201, "what was refused used nothing up"


def test_a_token_of_another_host_is_refused(judged):
    asked = judged.ask()
    token = judged.service.solved(asked, hostname="copied.example")
    assert refused_field(judged.answer(asked, token)) == [("/token", "not-accepted")]


def test_a_token_of_another_action_or_challenge_is_refused_where_the_service_keeps_them(judged):
    asked, other = judged.ask(), judged.ask()
    keeps = judged.service.key == "turnstile"
    tokens = [
        judged.service.solved(asked, action="waiting_room"),
        judged.service.solved(asked, binding=other["binding"]),
        judged.service.solved(asked, binding=""),
    ]
    if keeps:
        for token in tokens:
            assert refused_field(judged.answer(asked, token)) == [("/token", "not-accepted")]
    else:
        assert judged.answer(asked, tokens[0]).status_code == 201


def test_a_token_of_another_organization_is_refused(judged):
    foreign = Service(make_shop(), judged.service.address, judged.service.key)
    asked = judged.ask()
    assert refused_field(judged.answer(asked, foreign.solved(asked))) == [
        ("/token", "not-accepted")
    ]


def test_a_challenge_of_elsewhere_or_that_is_over_is_refused(judged, unjudged):
    asked = judged.ask()
    token = judged.service.solved(asked)
    lapsed = [("/challenge", "lapsed")]
    with clock.frozen(clock.now() + timedelta(minutes=5, seconds=1)):
        assert refused_field(judged.answer(asked, token)) == lapsed
    assert refused_field(unjudged.answer(asked, token)) == lapsed
    work_of = unjudged.ask()
    assert work_of["algorithm"] == "SHA-256"
    for made_up in (work_of["challenge"], "a.b.c.d", "x"):
        assert refused_field(judged.answer({"challenge": made_up}, token)) == lapsed
    assert judged.answer(asked, token).status_code == 201


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"token": "t"}, "/challenge"),
        ({"challenge": "c"}, "/token"),
        ({"challenge": "", "token": "t"}, "/challenge"),
        ({"challenge": "c" * 301, "token": "t"}, "/challenge"),
        ({"challenge": "c", "token": "t" * 8193}, "/token"),
        ({"challenge": 1, "token": "t"}, "/challenge"),
        ({"challenge": "c", "token": ["t"]}, "/token"),
    ],
)
def test_bad_input_names_its_field(unjudged, body, pointer):
    refused = unjudged.client.post(f"{unjudged.at}/challenge-answers", json=body)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == [pointer]


@pytest.mark.parametrize(
    "failure", [Unavailable("away"), Unclear("lost"), Misconfigured("key"), RuntimeError("bug")]
)
def test_while_the_service_does_not_answer_a_proof_of_work_is_asked_and_nobody_let_through(
    judged, monkeypatch, failure
):
    asked = judged.ask()

    def fail(*_, **__):
        raise failure

    opened = connections.open_gateway(
        judged.shop.organizer, gateways.find_service(public(judged)).id
    )
    monkeypatch.setattr(opened.port, "judge", fail)
    given = judged.answer(asked, "")
    assert given.status_code == 201, given.json
    assert given.json["answer"] is None
    instead = given.json["challenge"]
    assert instead["algorithm"] == "SHA-256"
    lazy = f"{instead['challenge']}~0"
    assert judged.is_solved(solved(instead))
    assert not judged.is_solved(lazy)


def test_what_the_service_declines_leads_to_no_proof_of_work(judged, monkeypatch):
    asked = judged.ask()

    def decline(*_, **__):
        raise Declined("http-413", "Too much.")

    opened = connections.open_gateway(
        judged.shop.organizer, gateways.find_service(public(judged)).id
    )
    monkeypatch.setattr(opened.port, "judge", decline)
    assert refused_field(judged.answer(asked, "t")) == [("/token", "not-accepted")]


def test_while_too_many_are_judged_at_once_one_tries_again_and_is_let_nowhere(judged, monkeypatch):
    asked = judged.ask()

    def full(*_, **__):
        raise Busy("full")

    monkeypatch.setattr(Calls, "call", full)
    busy = judged.answer(asked, judged.service.solved(asked))
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "1")


def test_a_service_that_nobody_reaches_is_known_by_asking_it(judged):
    asked = judged.ask()
    found = gateways.find_service(public(judged))
    nowhere = "http://127.0.0.1:1"
    with reachable(nowhere):
        values = {**judged.service.settings, "api_base": nowhere}
        change(judged, found.id, values=values)
        given = judged.answer(asked, "")
    assert given.status_code == 201
    assert given.json["challenge"]["algorithm"] == "SHA-256"


def test_once_it_is_switched_off_a_proof_of_work_is_asked_again(judged):
    asked = judged.ask()
    change(judged, gateways.find_service(public(judged)).id, state="disabled")
    work.drain()
    assert judged.ask()["algorithm"] == "SHA-256"
    token = judged.service.solved(asked)
    given = judged.answer(asked, token).json
    assert given["answer"] is None
    assert given["challenge"]["algorithm"] == "SHA-256"


def test_the_service_is_told_where_the_visitor_is(judged, monkeypatch):
    heard = []
    opened = connections.open_gateway(
        judged.shop.organizer, gateways.find_service(public(judged)).id
    )
    judge = opened.port.judge

    def listening(token, *, remote_address=None):
        heard.append(remote_address)
        return judge(token, remote_address=remote_address)

    monkeypatch.setattr(opened.port, "judge", listening)
    asked = judged.ask()
    body = {"challenge": asked["challenge"], "token": judged.service.solved(asked)}
    answer = judged.client.post(
        f"{judged.at}/challenge-answers",
        json=body,
        environ_overrides={"REMOTE_ADDR": "203.0.113.77"},
    )
    assert answer.status_code == 201
    assert heard == ["203.0.113.77"]


def test_no_token_is_judged_inside_a_transaction(judged):
    found = gateways.find_service(public(judged))
    with transaction(judged.shop.organizer), pytest.raises(RuntimeError):
        gateways.judge(public(judged), found, "t", remote_address="203.0.113.1")


def test_that_there_is_no_service_is_asked_of_the_database_once(unjudged, monkeypatch):
    ctx = public(unjudged)
    assert gateways.find_service(ctx) is None
    asked = []
    monkeypatch.setattr(connections, "find_challenge_connection", asked.append)
    assert gateways.find_service(ctx) is None
    assert asked == []


def test_without_redis_a_token_counts_once_in_each_process(judged, no_redis):
    asked = judged.ask()
    assert asked["algorithm"] == "token"
    token = judged.service.solved(asked)
    assert judged.answer(asked, token).status_code == 201
    assert judged.answer(asked, token).status_code == 422


def test_no_secret_is_in_what_a_page_is_given(judged):
    widget = service.find_widget(public(judged))
    assert widget.module.startswith("/adapters/")
    assert widget.options["sitekey"] == judged.service.settings["site_key"]
    assert str(judged.service.settings["secret_key"]) not in repr(widget)
    assert httpx.URL(widget.options["script"]).host == "127.0.0.1"


def change(asking, connection_id, **changes):
    connections.update_connection(asking.shop.organizer, connection_id, **changes)


def public(asking):
    return PublicContext(organization_id=asking.shop.organization.id)
