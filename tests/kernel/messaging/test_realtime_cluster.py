"""The realtime role over a real Redis Cluster: it listens at one node, and at another once that
one is lost.
"""

import asyncio
import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from tests.kernel.messaging.test_realtime import Listener, during

from turnout.kernel import cache
from turnout.kernel.cache import RedisClient
from turnout.kernel.messaging import live
from turnout.kernel.redis_cluster import RedisCluster

pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture
def clustered(settings, nodes):
    """The settings of an installation with a cluster."""
    changed = {"redis_url": SecretStr(nodes.url), "redis_cluster": True}
    yield settings.model_copy(update=changed)
    cache.tag_names(settings.redis_cluster)


@pytest.fixture
def link(nodes) -> Iterator[RedisClient]:
    made = RedisClient(RedisCluster(nodes.urls, timeout_seconds=2))
    yield made
    made.close()


def publish(link: RedisClient, organization: UUID, event: UUID, left: int) -> None:
    document = json.dumps({"left": left}).encode()
    live._tell(link, live.TICKETS, organization, {event: document})


def told(left: int) -> str:
    return f'event: tickets\ndata: {{"left": {left}}}\n\n'


def test_numbers_of_every_node_are_heard(clustered, link):
    async def scenario(app):
        places = [(uuid4(), uuid4()) for _ in range(6)]
        for place in places:
            publish(link, *place, left=3)
        listeners = [Listener(app, live.path(live.TICKETS, *place)) for place in places]
        assert {await each.hear() for each in listeners} == {told(3)}
        for place in places:
            publish(link, *place, left=2)
        for each in listeners:
            # What was published before may come once more: it travels from node to node.
            while (heard := await each.hear()) != told(2):
                assert heard == told(3)
        for each in listeners:
            await each.leave()

    during(scenario, clustered)


def test_after_the_loss_of_its_node_it_listens_at_another(clustered, link, nodes):
    async def scenario(app):
        heard = nodes.nodes[0]
        while not listens_at(heard):
            other = next(each for each in nodes.nodes if listens_at(each))
            heard = other
        organization = next(
            each
            for each in (uuid4() for _ in range(200))
            if nodes.owner_of(live.last_name(live.channel(live.TICKETS, each, each))) != heard
        )
        path = live.path(live.TICKETS, organization, organization)
        with nodes.without(heard):
            async with asyncio.timeout(10):
                while not any(map(listens_at, nodes.nodes)):  # noqa: ASYNC110  of another process
                    await asyncio.sleep(0.05)
                await app.state.listens.wait()
            listener = Listener(app, path)
            await listener.hear()
            publish(link, organization, organization, left=1)
            assert await listener.hear() == told(1)
            await listener.leave()

    def listens_at(node):
        if not node.server.answers():
            return False
        with node.client() as client:
            [(_, listening)] = client.pubsub_numsub(live.pulse_channel())
        return bool(listening)

    during(scenario, clustered)
