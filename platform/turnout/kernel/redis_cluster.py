"""A Redis Cluster as a process reaches it: which node has a name, and what a lost node costs.

A node that does not answer rests a second, as a single Redis does, and its names are not there
meanwhile; the others go on. Who finds one away asks another how the cluster stands. Where that one
does not answer either, the network is away and nobody is asked for a second: no call waits for
more than two time-outs.
"""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import structlog
from redis import Redis
from redis.client import Pipeline
from redis.crc import REDIS_CLUSTER_HASH_SLOTS, key_slot
from redis.exceptions import AskError, MovedError, RedisError

from turnout.kernel.near_cache import REDIRECTIONS
from turnout.kernel.observability.metrics import gauge
from turnout.kernel.redis_server import REST_SECONDS, RedisDown, RedisServer, connect, reading

T = TypeVar("T")
Address = tuple[str, int]
DEFAULT_PORT: Final = 6379
UNSAID: Final = ("", "?")
"""What stands for the host of a node that does not know its own: it is the host that was asked."""

NODES = gauge(
    "turnout_redis_nodes", "Nodes of the Redis Cluster, as a role sees them", state=("up", "away")
)
log = structlog.get_logger(__name__)


@lru_cache(maxsize=20_000)
def slot_of(name: str) -> int:
    """The slot of a name: of what stands in braces, where there is such a part."""
    return key_slot(name.encode())


def groups_of(names: Sequence[str]) -> Sequence[Sequence[str]]:
    """Names in the same order, by what one command may read: neighbours of one slot."""
    groups: list[list[str]] = []
    for name in names:
        if groups and slot_of(groups[-1][0]) == slot_of(name):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def url_at(url: str, address: Address) -> str:
    """The same address of Redis at another host: secrets and options stay."""
    parts, (host, port) = urlsplit(url), address
    secrets, at, _ = parts.netloc.rpartition("@")
    shown = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{secrets}{at}{shown}:{port}").geturl()


def address_of(url: str) -> Address:
    parts = urlsplit(url)
    return parts.hostname or "127.0.0.1", parts.port or DEFAULT_PORT


@dataclass(frozen=True, slots=True)
class SlotRange:
    """Slots from first to last, and the node that has them."""

    first: int
    last: int
    node: Address


def slot_ranges(said: Sequence[Any], *, asked: str) -> list[SlotRange]:
    """What `CLUSTER SLOTS` says, of nodes that can be written to; `asked` is the host that said."""
    return [
        SlotRange(int(first), int(last), (host_of(node[0], asked=asked), int(node[1])))
        for first, last, node, *_ in said
    ]


def host_of(said: bytes | str | None, *, asked: str) -> str:
    """The host of a node as another names it."""
    host = said.decode() if isinstance(said, bytes) else said or ""
    return asked if host in UNSAID else host


class RedisCluster:
    """One process's lines to the nodes of a cluster, for its threads; connects when first asked.

    `notice` hears of the address of every node before anything connects there.
    """

    def __init__(
        self,
        urls: Sequence[str],
        *,
        connections: int = 8,
        timeout_seconds: float = 0.25,
        monotonic: Callable[[], float] = monotonic,
        notice: Callable[[str], None] | None = None,
    ) -> None:
        self.url = urls[0]
        self._connections, self._timeout = connections, timeout_seconds
        self._monotonic, self._notice = monotonic, notice
        self._starts = [self._make(address_of(url)) for url in urls]
        self._servers: dict[Address, RedisServer] = {}
        self._slots: list[RedisServer | None] = []
        self._rests_until = 0.0
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    def ask(self, call: Callable[[Redis], T], at: str) -> T:
        """What the node says that has the name `at`; every name of the call is in its slot.

        A call that is redirected is made once more, at the node that has the slot now. RedisDown
        when the node does not answer, or rests.
        """
        slot = slot_of(at)
        server = self._server(slot)
        try:
            return self._ask(server, call)
        except AskError as told:
            return self._ask_again(server, slot, call, told)
        except REDIRECTIONS as refused:
            raise RedisDown(type(refused).__name__) from refused

    def ask_each(self, call: Callable[[Redis], T]) -> list[T | None]:
        """The answer of each node, None of one that is away; RedisDown when all are."""
        found: list[T | None] = []
        for server in self._known():
            try:
                found.append(self._ask(server, call))
            except (RedisDown, *REDIRECTIONS):
                found.append(None)
        if all(each is None for each in found):
            raise RedisDown
        return found

    def remembered(self, names: Sequence[str]) -> list[bytes | None]:
        """What lies under names; None as well where their node is away. RedisDown when all are.

        Each node is read once, and not at all where everything is remembered.
        """
        places: dict[RedisServer | None, list[int]] = {}
        for index, name in enumerate(names):
            places.setdefault(self._server_or_none(name), []).append(index)
        found: list[bytes | None] = [None] * len(names)
        away = 0
        for server, indexes in places.items():
            try:
                values = self._remembered(server, [names[index] for index in indexes])
            except RedisDown:
                away += 1
                continue
            for index, value in zip(indexes, values, strict=True):
                found[index] = value
        if away == len(places):
            raise RedisDown
        return found

    def forget(self, names: Sequence[str]) -> None:
        """Remember these no longer, also where they lay before they moved."""
        for server in self._servers.values():
            server.forget(names)

    def forget_all(self) -> None:
        for server in self._servers.values():
            server.forget_all()

    def ping(self) -> None:
        """RedisError or OSError when no node gives a sign of life; the gauge says how many do."""
        problem: Exception | None = None
        servers = self._known(past_rest=True)
        up = 0
        for server in servers:
            try:
                server.ping()
                up += 1
            except (RedisError, OSError) as error:
                problem = error
        NODES.set(up, state="up")
        NODES.set(len(servers) - up, state="away")
        if not up and problem is not None:
            raise problem

    def close(self) -> None:
        for server in (*self._starts, *self._servers.values()):
            server.close()

    def _ask(self, server: RedisServer, call: Callable[[Redis], T]) -> T:
        if self._monotonic() < self._rests_until:
            raise RedisDown
        try:
            return server.ask(call)
        except RedisDown as down:
            if down.__cause__ is not None:  # it was asked, and not spared
                self._look_elsewhere(server)
            raise

    def _ask_again(
        self, server: RedisServer, slot: int, call: Callable[[Redis], T], told: AskError
    ) -> T:
        """Follow one redirection; a second one is a moment in which the slot cannot be had."""
        try:
            if isinstance(told, MovedError):
                return self._ask(self._moved(server, slot, told), call)
            there = self._at(server, told)
            return self._ask(there, lambda redis: call(_Asking(redis)))
        except REDIRECTIONS as refused:
            raise RedisDown(type(refused).__name__) from refused

    def _remembered(self, server: RedisServer | None, names: list[str]) -> list[bytes | None]:
        if server is None or self._monotonic() < self._rests_until:
            raise RedisDown
        try:
            return server.remembered(names)
        except REDIRECTIONS:
            # Its slots are on their way: each is asked for as it is now, and nothing remembered.
            groups = groups_of(names)
            return [value for each in groups for value in self.ask(reading(each), each[0])]
        except RedisDown as down:
            if down.__cause__ is not None:
                self._look_elsewhere(server)
            raise

    # Which node has what -------------------------------------------------------------------

    def _server(self, slot: int) -> RedisServer:
        server = self._map()[slot]
        if server is None:
            self._read_again()
            server = self._slots[slot]
        if server is None:
            raise RedisDown("nobody has the slot")
        return server

    def _server_or_none(self, name: str) -> RedisServer | None:
        try:
            return self._server(slot_of(name))
        except RedisDown:
            return None

    def _map(self) -> list[RedisServer | None]:
        """The node of each slot; asked of two start nodes at most where nobody has said it yet."""
        if self._slots:
            return self._slots
        with self._lock:
            if not self._slots:
                if self._monotonic() < self._rests_until:
                    raise RedisDown
                if not any(map(self._read, self._starts_in_turn(2))):
                    self._rest()
                    raise RedisDown("no start node answers")
        return self._slots

    def _known(self, *, past_rest: bool = False) -> list[RedisServer]:
        """The nodes; the start nodes while none are known."""
        try:
            self._map()
        except RedisDown:
            if not past_rest:
                raise
        return list(self._servers.values()) or self._starts

    def _read_again(self) -> None:
        """Ask a node that works how the cluster stands, once a second at most."""
        if self._monotonic() - self._read_at >= REST_SECONDS:
            self._read_at = self._monotonic()
            any(map(self._read, self._others(None)))

    def _look_elsewhere(self, lost: RedisServer) -> None:
        """Ask another node how the cluster stands, since this one is away; else all of them rest.

        Of many threads that find it away one asks.
        """
        if self._lock.acquire(blocking=False):
            try:
                if not any(map(self._read, self._others(lost))):
                    self._rest()
            finally:
                self._lock.release()

    def _others(self, lost: RedisServer | None) -> Iterator[RedisServer]:
        """One that answered when it was asked last, else any or a start node that does not rest."""
        others = [each for each in self._servers.values() if each is not lost]
        well = [each for each in others if each.works]
        asked = [each for each in (*others, *self._starts) if not each.is_spared()]
        found = well or asked
        return iter([random.choice(found)] if found else [])  # noqa: S311  no secret

    def _starts_in_turn(self, most: int) -> Iterator[RedisServer]:
        for _ in range(min(most, len(self._starts))):
            self._starts.append(self._starts.pop(0))
            yield self._starts[-1]

    def _rest(self) -> None:
        self._rests_until = self._monotonic() + REST_SECONDS

    def _read(self, server: RedisServer) -> bool:
        """Read from a node which has what; False when it does not answer."""
        host = server.client.connection_pool.connection_kwargs["host"]
        try:
            said = server.ask(_slots_of)
        except (RedisDown, *REDIRECTIONS) as error:
            log.warning(
                "a node of redis does not say how the cluster stands", host=host, why=str(error)
            )
            return False
        if not said:
            return False
        slots: list[RedisServer | None] = [None] * REDIS_CLUSTER_HASH_SLOTS
        servers: dict[Address, RedisServer] = {}
        for each in slot_ranges(said, asked=host):
            found = servers.get(each.node) or self._servers.get(each.node) or self._make(each.node)
            servers[each.node] = found
            slots[each.first : each.last + 1] = [found] * (each.last - each.first + 1)
        self._servers, self._slots = servers, slots
        self._read_at = self._monotonic()
        return True

    def _moved(self, server: RedisServer, slot: int, told: MovedError) -> RedisServer:
        """Where a slot went: the whole map is read once a second at most, of who said it."""
        if self._monotonic() - self._read_at >= REST_SECONDS:
            self._read(server)
        found = self._at(server, told)
        self._slots[slot] = found
        return found

    def _at(self, server: RedisServer, told: AskError) -> RedisServer:
        asked = server.client.connection_pool.connection_kwargs["host"]
        address = (host_of(told.host, asked=asked), told.port)
        found = self._servers.get(address)
        if found is None:
            found = self._make(address)
            self._servers = {**self._servers, address: found}
        return found

    def _make(self, address: Address) -> RedisServer:
        url = url_at(self.url, address)
        if self._notice is not None:
            self._notice(url)
        client = connect(url, connections=self._connections, timeout_seconds=self._timeout)
        return RedisServer(client, monotonic=self._monotonic, groups_of=groups_of)


def _slots_of(node: Any) -> Any:
    return node.execute_command("CLUSTER", "SLOTS")


class _Asking(Redis):
    """A node that takes a slot over, asked for what may be there already."""

    def __init__(self, redis: Redis) -> None:
        super().__init__(connection_pool=redis.connection_pool)

    def _send_command_parse_response(
        self, conn: Any, command_name: str, *args: Any, **options: Any
    ) -> Any:
        conn.send_command("ASKING")
        conn.read_response()
        parent: Any = super()
        return parent._send_command_parse_response(conn, command_name, *args, **options)  # noqa: SLF001

    def pipeline(self, transaction: bool = True, shard_hint: Any = None) -> Pipeline:  # noqa: FBT001, FBT002  as its parent
        del shard_hint
        return _OneByOne(self, transaction=transaction)


class _OneByOne(Pipeline):
    """Commands that each need leave of their own to be carried out."""

    def __init__(self, asking: _Asking, *, transaction: bool) -> None:
        super().__init__(asking.connection_pool, asking.response_callbacks, transaction, None)
        self._asking = asking

    def execute(self, raise_on_error: bool = True) -> list[Any]:  # noqa: FBT001, FBT002  as its parent
        del raise_on_error
        commands, self.command_stack = self.command_stack, []
        asking: Any = self._asking
        return [asking.execute_command(*args, **options) for args, options in commands]
