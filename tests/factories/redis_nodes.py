"""A real Redis Cluster for tests: masters of the embedded server, formed in two seconds."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis
from redis.crc import REDIS_CLUSTER_HASH_SLOTS, key_slot

from turnout_dev.stack.redis import Redis, start_server
from turnout_dev.stack.state import LOOPBACK, choose_port, is_free

BUS = 10_000
"""So much above its port a node speaks to the others."""
PATIENCE_SECONDS = 30
NODE_TIMEOUT_MILLISECONDS = 1_000
PASSWORD = "of-the-test-cluster"


@dataclass(frozen=True)
class Node:
    """One master, and where its files lie."""

    server: Redis
    folder: Path

    @property
    def address(self) -> tuple[str, int]:
        return (self.server.host, self.server.port)

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.server.url(), socket_timeout=2)

    def start(self) -> None:
        start_server(
            self.server,
            self.folder,
            {
                "cluster-enabled": "yes",
                "cluster-config-file": f'"{self.folder / "nodes.conf"}"',
                "cluster-node-timeout": str(NODE_TIMEOUT_MILLISECONDS),
                "cluster-require-full-coverage": "no",
                "masterauth": self.server.password,
            },
        )


class RedisNodes:
    """The nodes of one cluster; slots are shared out evenly, and move when a test says so."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes

    @property
    def url(self) -> str:
        """All nodes as start nodes, as an operator writes them."""
        hosts = ",".join(f"{each.server.host}:{each.server.port}" for each in self.nodes)
        return f"redis://:{PASSWORD}@{hosts}/0"

    @property
    def urls(self) -> list[str]:
        return [each.server.url() for each in self.nodes]

    def owner_of(self, name: str) -> Node:
        """The node that has a name, as the cluster says now."""
        slot = key_slot(name.encode())
        for each in self.nodes:
            if not each.server.answers():
                continue
            with each.client() as client:
                for first, last, owner, *_ in client.execute_command("CLUSTER", "SLOTS"):
                    if first <= slot <= last:
                        return next(one for one in self.nodes if one.address[1] == owner[1])
        raise LookupError(name)

    def name_at(self, node: Node, make: Callable[[], str]) -> str:
        """A name that lies at a node, of those that `make` makes."""
        while self.owner_of(name := make()) != node:
            pass
        return name

    def other_than(self, node: Node) -> Node:
        return next(each for each in self.nodes if each != node)

    def begin_move(self, slot: int, giver: Node, taker: Node) -> None:
        """From now on the giver sends for what it has not, and the taker takes it."""
        with giver.client() as old, taker.client() as new:
            new.execute_command("CLUSTER", "SETSLOT", slot, "IMPORTING", _id_of(old))
            old.execute_command("CLUSTER", "SETSLOT", slot, "MIGRATING", _id_of(new))

    def carry(self, slot: int, giver: Node, taker: Node) -> None:
        """Carry every name of a slot that is on its way."""
        host, port = taker.address
        with giver.client() as old:
            names: Any = old.execute_command("CLUSTER", "GETKEYSINSLOT", slot, 10_000)
            if names:
                parts = ("AUTH", PASSWORD, "KEYS", *names)
                old.execute_command("MIGRATE", host, port, "", 0, 5_000, *parts)

    def end_move(self, slot: int, taker: Node) -> None:
        with taker.client() as client:
            identity = _id_of(client)
        for each in sorted(self.nodes, key=lambda node: node != taker):
            with each.client() as client:
                client.execute_command("CLUSTER", "SETSLOT", slot, "NODE", identity)

    def move(self, name: str) -> Node:
        """Move the slot of a name to another node, with all that is in it; the new node."""
        slot, giver = key_slot(name.encode()), self.owner_of(name)
        taker = self.other_than(giver)
        self.begin_move(slot, giver, taker)
        self.carry(slot, giver, taker)
        self.end_move(slot, taker)
        return taker

    @contextmanager
    def without(self, node: Node) -> Iterator[None]:
        """Kill a node, and start it again at the end."""
        node.server.stop()
        try:
            yield
        finally:
            node.start()
            self.wait_until_whole()

    def wait_until_whole(self) -> None:
        ends_at = time.monotonic() + PATIENCE_SECONDS
        while not all(map(_is_well, self.nodes)):
            if time.monotonic() > ends_at:
                raise TimeoutError("the cluster does not come together")
            time.sleep(0.05)

    def flush(self) -> None:
        for each in self.nodes:
            with each.client() as client:
                client.flushall()

    def stop(self) -> None:
        for each in self.nodes:
            each.server.stop()


def start_cluster(folder: Path, number: int = 3) -> RedisNodes:
    """Form a cluster of so many masters; its files lie in a folder."""
    nodes = [
        Node(Redis(LOOPBACK, _free_port(), PASSWORD), folder / str(index))
        for index in range(number)
    ]
    for each in nodes:
        each.start()
    share = -(-REDIS_CLUSTER_HASH_SLOTS // number)
    for index, each in enumerate(nodes):
        with each.client() as client:
            slots = range(index * share, min((index + 1) * share, REDIS_CLUSTER_HASH_SLOTS))
            client.execute_command("CLUSTER", "ADDSLOTS", *slots)
            client.execute_command("CLUSTER", "SET-CONFIG-EPOCH", index + 1)
            if index:
                client.execute_command("CLUSTER", "MEET", *nodes[0].address)
    made = RedisNodes(nodes)
    made.wait_until_whole()
    return made


def _free_port() -> int:
    while not is_free((port := choose_port(None)) + BUS):
        pass
    return port


def _id_of(client: redis.Redis) -> str:
    found: Any = client.execute_command("CLUSTER", "MYID")
    return found.decode() if isinstance(found, bytes) else str(found)


def _is_well(node: Node) -> bool:
    try:
        with node.client() as client:
            said: Any = client.execute_command("CLUSTER", "INFO")
            text = said.decode() if isinstance(said, bytes) else str(said)
            nodes: Any = client.execute_command("CLUSTER", "SLOTS")
    except (redis.RedisError, OSError, subprocess.SubprocessError):
        return False
    slots = sum(last - first + 1 for first, last, *_ in nodes)
    return "cluster_state:ok" in text and slots == REDIS_CLUSTER_HASH_SLOTS
