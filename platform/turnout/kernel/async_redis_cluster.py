"""A Redis Cluster for the realtime role: what lies under a name, and what any of its nodes tells.

A message that is published at one node reaches all of them, so one subscription is enough.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

import redis.asyncio as redis
from redis.crc import REDIS_CLUSTER_HASH_SLOTS
from redis.exceptions import AskError, MovedError, RedisError

from turnout.kernel.redis_cluster import (
    Address,
    address_of,
    host_of,
    slot_of,
    slot_ranges,
    url_at,
)

READ_SECONDS: Final = 1.0
"""So long a node may take to say what it has."""


class AsyncRedisCluster:
    """The nodes of a cluster for one event loop; `connect` makes a client of a node's address."""

    def __init__(self, urls: Sequence[str], connect: Callable[[str], "redis.Redis"]) -> None:
        self._url = urls[0]
        self._connect = connect
        self._starts = [address_of(url) for url in urls]
        self._clients: dict[Address, redis.Redis] = {}
        self._nodes: list[Address] = []
        self._slots: list[Address | None] = []
        self._heard = 0

    async def get(self, name: str) -> bytes | None:
        """What lies under a name. RedisError or OSError when the node that has it does not say."""
        address = await self._address(name)
        try:
            found: bytes | None = await self._answer(address, name)
        except MovedError:
            await self._read()
            found = await self._answer(await self._address(name), name)
        except AskError as told:
            there = (host_of(told.host, asked=address[0]), told.port)
            pipeline: Any = self._client(there).pipeline(transaction=False)
            pipeline.execute_command("ASKING")
            pipeline.get(name)
            _, found = await self._in_time(pipeline.execute())
        except (RedisError, OSError, TimeoutError):
            with suppress(RedisError, OSError, TimeoutError):
                await self._read(without=address)  # another may have taken its place
            raise
        return found

    def pubsub(self) -> Any:
        """A subscription at one node, and each time at another."""
        known = self._nodes or self._starts
        self._heard += 1
        return self._client(known[self._heard % len(known)]).pubsub()

    async def aclose(self) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def _address(self, name: str) -> Address:
        if not self._slots:
            await self._read()
        found = self._slots[slot_of(name)]
        if found is None:
            await self._read()
            found = self._slots[slot_of(name)]
        if found is None:
            raise OSError("no node has the slot")
        return found

    async def _answer(self, address: Address, name: str) -> Any:
        return await self._in_time(self._client(address).get(name))

    async def _read(self, *, without: Address | None = None) -> None:
        """Read which node has what, from the first that says it; the last error where none does."""
        problem: Exception = OSError("no node of the cluster is known")
        for address in dict.fromkeys((*self._nodes, *self._starts)):
            if address == without:
                continue
            try:
                node: Any = self._client(address)
                said = await self._in_time(node.execute_command("CLUSTER", "SLOTS"))
            except (RedisError, OSError, TimeoutError) as error:
                problem = error
                continue
            slots: list[Address | None] = [None] * REDIS_CLUSTER_HASH_SLOTS
            for each in slot_ranges(said, asked=address[0]):
                slots[each.first : each.last + 1] = [each.node] * (each.last - each.first + 1)
            self._slots, self._nodes = slots, sorted({each for each in slots if each})
            return
        raise problem

    async def _in_time(self, answer: Any) -> Any:
        async with asyncio.timeout(READ_SECONDS):
            return await answer

    def _client(self, address: Address) -> "redis.Redis":
        found = self._clients.get(address)
        if found is None:
            found = self._clients[address] = self._connect(url_at(self._url, address))
        return found
