"""Redis as a test's own eyes see it, be it one server or the nodes of a cluster."""

from collections.abc import Callable
from functools import cache
from time import monotonic
from typing import Any

from redis import Redis
from redis.cluster import RedisCluster as ClusterClient

from turnout.kernel.cache import RedisClient
from turnout.kernel.redis_cluster import RedisCluster
from turnout.kernel.redis_server import RedisServer, connect
from turnout.kernel.settings import Settings

PATIENT_SECONDS = 2.0


def redis_of(link: RedisClient) -> Any:
    """A client of the library that reaches all that a line reaches."""
    servers = link.servers
    if isinstance(servers, RedisServer):
        return servers.client
    if isinstance(servers, RedisCluster):
        return _whole_cluster(servers.url)
    raise TypeError(servers)


@cache
def _whole_cluster(url: str) -> ClusterClient:
    return ClusterClient.from_url(url, socket_timeout=PATIENT_SECONDS)


def open_line(
    settings: Settings, *, now: Callable[[], float] = monotonic, timeout_seconds: float = 2.0
) -> RedisClient:
    """A line of one's own to the Redis that the tests use; patient, for a busy machine."""
    if settings.redis_cluster:
        urls = settings.redis_addresses
        return RedisClient(RedisCluster(urls, timeout_seconds=timeout_seconds, monotonic=now))
    return RedisClient.to(settings.redis_address, timeout_seconds=timeout_seconds, monotonic=now)


def one_server(url: str, *, now: Callable[[], float] = monotonic, **bounds: Any) -> RedisClient:
    """A line to one server, with bounds of its own for the pool."""
    return RedisClient(RedisServer(connect(url, **bounds), monotonic=now))


def server_of(link: RedisClient) -> tuple[RedisServer, Redis]:
    """The one server of a line, and its client."""
    servers = link.servers
    if not isinstance(servers, RedisServer):
        raise TypeError(servers)
    return servers, servers.client
