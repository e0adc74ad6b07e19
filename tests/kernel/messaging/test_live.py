"""Live numbers: marked with a commit, published once for all marks of an event."""

import json
from uuid import uuid4

import pytest
from tests.factories.payments import wait_until
from tests.factories.redis_lines import redis_of

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging import live

pytestmark = pytest.mark.usefixtures("running")
TOPIC = "tickets"


@pytest.fixture
def link():
    link = runtime.current().redis
    live.send_marks()
    redis_of(link).delete(live.MARKS)
    return link


@pytest.fixture
def counted(monkeypatch):
    """Asked for which ids; fails while told to."""
    log = {"asked": [], "fails": False}

    def numbers(organization_id, ids):
        if log["fails"]:
            raise LookupError
        log["asked"].append((organization_id, set(ids)))
        return {each: json.dumps({"left": 3}).encode() for each in ids}

    monkeypatch.setitem(live._numbers, TOPIC, numbers)
    return log


def test_marks_of_several_transactions_are_one_publication(link, counted):
    ctx, event = PublicContext(organization_id=uuid4()), uuid4()
    name = live.channel(TOPIC, ctx.organization_id, event)
    with redis_of(link).pubsub(ignore_subscribe_messages=True) as ear:
        ear.subscribe(name)
        ear.get_message(timeout=1)
        for _ in range(5):
            with transaction(ctx) as tx:
                live.mark(tx, TOPIC, [event])
                live.mark(tx, TOPIC, [event])
                assert len(tx.after_commit) == 1
        assert live.publish_marked(link) == 1
        assert json.loads(ear.get_message(timeout=2)["data"]) == {"left": 3}
        assert ear.get_message(timeout=0.05) is None
    assert counted["asked"] == [(ctx.organization_id, {event})]
    assert json.loads(redis_of(link).get(live.last_name(name))) == {"left": 3}
    assert 0 < redis_of(link).ttl(live.last_name(name)) <= live.LAST_SECONDS
    assert live.publish_marked(link) == 0


def test_a_mark_is_sent_by_itself_soon_after_the_commit(link):
    ctx, event = PublicContext(organization_id=uuid4()), uuid4()
    with transaction(ctx) as tx:
        live.mark(tx, TOPIC, [event])
    member = f"{TOPIC} {ctx.organization_id} {event}".encode()
    wait_until(lambda: member in redis_of(link).smembers(live.MARKS))


def test_what_did_not_commit_is_not_marked(link, counted):
    def fail():
        with transaction(PublicContext(organization_id=uuid4())) as tx:
            live.mark(tx, TOPIC, [uuid4()])
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert live.publish_marked(link) == 0


def test_what_cannot_be_counted_now_is_published_later(link, counted):
    with transaction(PublicContext(organization_id=uuid4())) as tx:
        live.mark(tx, TOPIC, [uuid4()])
    counted["fails"] = True
    assert live.publish_marked(link) == 0
    counted["fails"] = False
    assert live.publish_marked(link) == 1
