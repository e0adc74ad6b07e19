"""The base of fakes: what it remembers, when it delivers, how it misbehaves, what its pages allow."""

import httpx
import pytest

from turnout_sdk.testing.provider import idempotency, misbehaviour, pages
from turnout_sdk.testing.provider.app import FakeProvider, Refusal, Routes
from turnout_sdk.testing.provider.in_process import HOOK, InProcess
from turnout_sdk.testing.provider.store import public
from turnout_sdk.testing.provider.webhooks import CLAIM_SECONDS, Message, plan
from turnout_sdk.testing.serving import Reply, Request, reply

ROUTES = Routes(("GET", "/things", "list"), ("POST", "/things/<name>/end", "end"))


class Provider(FakeProvider):
    name = "acme"
    pauses = (10, 60)

    def answer(self, request):
        with self.store.transaction(self.now()) as tx:
            behaviour = misbehaviour.take(tx, "demo", request)
        if request.path == "/refuse":
            with self.store.transaction(self.now()) as tx:
                tx.put("demo", "thing", {"id": "lost"})
                raise Refusal(402, {"error": "refused"}, {"X-Why": "no money"})
        answer = reply(200, {"path": request.path})
        return misbehaviour.distort(behaviour, answer, error=Reply(status=500))

    def compose(self, tx, account, delivery):  # noqa: ARG002
        if delivery["url"] is None:
            return None
        return Message(url=delivery["url"], body=delivery["id"].encode(), headers={"X-To": account})


@pytest.fixture
def acme(tmp_path):
    opened = InProcess(Provider, tmp_path)
    yield opened
    opened.close()


def transaction(acme):
    return acme.provider.store.transaction(acme.clock.now())


def test_an_account_sees_its_own_records_in_order(acme):
    with transaction(acme) as tx:
        for account, name in (("a", "1"), ("b", "2"), ("a", "3")):
            tx.put(account, "thing", {"id": name, "status": "open"})
        assert [each["id"] for each in tx.every("thing", "a")] == ["3", "1"]
        assert [each["id"] for each in tx.in_order("thing")] == ["1", "2", "3"]
        assert [account for account, _ in tx.everywhere("thing", "open")] == ["a", "b", "a"]
        assert tx.find("a", "thing", "2") is None
        assert tx.find(None, "thing", "2") == {"id": "2", "status": "open"}
        assert tx.owner("thing", "2") == "b"
        tx.remove("thing", "2")
        assert tx.owner("thing", "2") is None


def test_a_refusal_is_answered_and_leaves_nothing(acme):
    answer = acme.http.post(f"{acme.address}/refuse")
    assert (answer.status_code, answer.headers["X-Why"]) == (402, "no money")
    with transaction(acme) as tx:
        assert tx.every("thing") == []


def test_a_delivery_is_tried_again_after_ever_longer_pauses_and_then_given_up(acme):
    with transaction(acme) as tx:
        plan(tx, "demo", {"id": "d1", "url": HOOK})
        plan(tx, "demo", {"id": "d2", "url": None})
    acme.answers += [500, 500, 500]
    assert [each.body for each in acme.deliver()] == [b"d1"]
    assert acme.deliver() == []
    for seconds in (10, 60):
        acme.clock.advance(seconds)
        assert len(acme.deliver()) == 1
    acme.clock.advance(3600)
    assert acme.deliver() == []


@pytest.mark.parametrize(
    ("behaviour", "ends"),
    [("drop", httpx.RemoteProtocolError), ("hang", httpx.ReadTimeout), ("error", 500)],
)
def test_misbehaviour_wears_off_and_spares_what_it_was_not_meant_for(acme, behaviour, ends):
    with transaction(acme) as tx:
        misbehaviour.plan(tx, "demo", {"id": "s", "behaviour": behaviour, "path": "/things"})
    assert acme.http.get(f"{acme.address}/things").is_success
    if isinstance(ends, int):
        assert acme.http.post(f"{acme.address}/things").status_code == ends
    else:
        with pytest.raises(ends):
            acme.http.post(f"{acme.address}/things")
    assert acme.http.post(f"{acme.address}/things").is_success


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/things", ("list", {})),
        ("GET", "/things/", ("list", {})),
        ("POST", "/things/t-1/end", ("end", {"name": "t-1"})),
        ("POST", "/things", None),
        ("GET", "/nothing", None),
    ],
)
def test_a_request_finds_its_route(method, path, found):
    assert ROUTES.find(Request(method=method, target=path)) == found


def test_what_is_too_large_is_not_read(acme):
    assert acme.http.post(acme.address, content=b"x" * 70_000).status_code == 413


def test_what_stays_inside_is_left_out_at_every_depth():
    assert public({"a": [{"_b": 1, "c": 2}], "_d": 3}) == {"a": [{"c": 2}]}


def test_a_page_shows_text_as_text_and_leads_to_the_shop_only():
    page = pages.Page(
        provider="Acme",
        title="Pay",
        amount="1.00 EUR",
        facts={"For": "<script>"},
        buttons=(pages.Button("pay", "Pay $amount", "Now"),),
        shops=("http://shop.example/a?b", "http://shop.example/c", ""),
    )
    answer = pages.show(page)
    assert b"<script>" not in answer.body
    assert b"Pay 1.00 EUR" in answer.body
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("form-action 'self' http://shop.example")


def test_a_path_says_which_methods_it_knows():
    assert ROUTES.methods_at("/things") == ["GET"]
    assert ROUTES.methods_at("/nothing") == []


def test_a_delivery_that_somebody_has_claimed_is_nobody_elses_until_the_claim_lapses(acme):
    with transaction(acme) as tx:
        plan(tx, "demo", {"id": "d1", "url": HOOK})
    assert [each["id"] for _, each in acme.sender.claim(5)] == ["d1"]
    assert acme.deliver() == []
    acme.clock.advance(CLAIM_SECONDS)
    assert [each.body for each in acme.deliver()] == [b"d1"]


def test_a_key_acts_once_and_is_refused_for_something_else(acme):
    acted = []

    def act():
        acted.append("once")
        return reply(201, {"id": "thing"})

    def ask(what):
        with transaction(acme) as tx:
            return idempotency.once(
                tx,
                "demo",
                "key",
                asked=what,
                act=act,
                conflict=lambda before: Refusal(409, {"before": before}),
                replay=lambda kept: kept,
            )

    assert ask("this") == ask("this")
    with pytest.raises(Refusal) as refused:
        ask("that")
    assert refused.value.body == {"before": "this"}
    assert acted == ["once"]
