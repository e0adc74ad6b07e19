"""The transport under every outbound call: checked addresses, one deadline, bounded answers."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from functools import cache
from time import monotonic
from typing import Any, cast
from weakref import WeakSet, finalize

import httpcore
import httpx

from turnout.kernel.db import tx
from turnout.kernel.outbound.addresses import AddressBlocked, Rules, is_public, require_allowed
from turnout_sdk.adapter import Connector

TOTAL_SECONDS = 10.0
AGENT = "Turnout/1"
RESOLVERS = 4


class _Patience(threading.local):
    """Until when the request of this thread may take (monotonic seconds)."""

    until: float | None = None

    def left(self, most: float | None, late: type[Exception]) -> float | None:
        if self.until is None:
            return most
        left = self.until - monotonic()
        if left <= 0:
            raise late("the time for this request is over")
        return left if most is None else min(left, most)


_patience = _Patience()


@cache
def _resolvers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(RESOLVERS, thread_name_prefix="resolver")


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends when the whole request's time is over."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _patience.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _patience.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        wait = _patience.left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, wait))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Resolves once, checks every answer, and connects to a checked address.

    It stands below the connection pool, so pooling, Host, SNI and the certificate's name all
    go by the name that was asked for.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in self.checked_addresses(host, port, timeout):
            wait = _patience.left(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._inner.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream)
        raise failure

    def checked_addresses(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        """What a name leads to; AddressBlocked if any of it lies where we do not call."""
        addresses = self._resolve(host, port, timeout)
        if self._rules.is_loopback_host(host, port):
            refused = [each for each in addresses if not ipaddress.ip_address(each).is_loopback]
        else:
            refused = [each for each in addresses if not is_public(each)]
        if refused:
            raise AddressBlocked(f"{host} leads to a network that we do not call")
        return addresses

    def _resolve(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        try:
            return [str(ipaddress.ip_address(host.strip("[]")))]
        except ValueError:
            pass
        wait = _patience.left(timeout, httpcore.ConnectTimeout)
        looked_up = _resolvers().submit(self._rules.resolve, host, port)
        try:
            return looked_up.result(wait)
        except FutureTimeout as error:
            looked_up.cancel()
            raise httpcore.ConnectTimeout(f"looking up {host} took too long") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} could not be found") from error


class _Body(httpx.SyncByteStream):
    """An answer's bytes, within the request's time and up to a number of them."""

    def __init__(self, inner: httpx.SyncByteStream, *, until: float, most: int) -> None:
        self._inner = inner
        self._until = until
        self._most = most

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        chunks = iter(self._inner)
        while True:
            _patience.until = self._until
            try:
                chunk = next(chunks, None)
            finally:
                _patience.until = None
            if chunk is None:
                return
            seen += len(chunk)
            if seen > self._most:
                raise httpx.ReadError(f"the answer is longer than {self._most} bytes")
            yield chunk

    def close(self) -> None:
        self._inner.close()


class GuardedTransport(httpx.HTTPTransport):
    """The transport under every outbound call, ours and the adapters'."""

    def __init__(
        self, rules: Rules, *, total_seconds: float, answer_bytes: int, keep: int = 0
    ) -> None:
        """`keep`: how many idle connections stay open for the next request."""
        tls = rules.tls or _tls()
        super().__init__(verify=tls)
        self._rules = rules
        self._total_seconds = total_seconds
        self._answer_bytes = answer_bytes
        # httpx offers no way to say which backend its pool connects through.
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=max(keep, 16),
            max_keepalive_connections=keep,
            keepalive_expiry=30,
            network_backend=_Backend(rules),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry out one request.

        RuntimeError inside a transaction, Refusal for an address that we do not call,
        httpx.TransportError for every other failure.
        """
        tx.require_no_transaction()
        require_allowed(request.url, self._rules)
        # What arrives compressed could unfold to any size.
        request.headers["Accept-Encoding"] = "identity"
        until = monotonic() + self._total_seconds
        _patience.until = until
        try:
            response = super().handle_request(request)
        finally:
            _patience.until = None
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            response.close()
            raise httpx.ReadError("the answer is compressed, which we did not ask for")
        inner = cast("httpx.SyncByteStream", response.stream)
        response.stream = _Body(inner, until=until, most=self._answer_bytes)
        return response


def lend_connector(rules: Rules) -> Connector:
    """Connections for adapters that speak no HTTP, under the same rules.

    The name is looked up once, and what is connected to is what was checked. ConnectionError in
    the same words whether a name leads nowhere or inside, TimeoutError, RuntimeError inside a
    transaction.
    """
    backend = _Backend(rules)

    def connect(host: str, port: int, seconds: float) -> socket.socket:
        tx.require_no_transaction()
        until = monotonic() + seconds
        try:
            addresses = backend.checked_addresses(host, port, seconds)
        except (AddressBlocked, httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise ConnectionError(f"{host} cannot be reached") from error
        failure: OSError = ConnectionError(f"{host} cannot be reached")
        for address in addresses:
            left = until - monotonic()
            if left <= 0:
                raise TimeoutError(f"{host} did not answer in time")
            try:
                connected = socket.create_connection((address, port), left)
            except OSError as error:
                failure = error
            else:
                connected.settimeout(seconds)
                return connected
        raise failure

    return connect


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def lend_client(
    rules: Rules, *, total_seconds: float = TOTAL_SECONDS, answer_bytes: int = 4 * 1024 * 1024
) -> httpx.Client:
    """The client that adapters are handed.

    It keeps connections until nobody holds it any more, follows no redirect, knows no proxy or
    netrc of the machine, and raises httpx's own errors.
    """
    transport = GuardedTransport(
        rules, total_seconds=total_seconds, answer_bytes=answer_bytes, keep=4
    )
    client = httpx.Client(
        transport=transport,
        timeout=total_seconds,
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": AGENT},
    )
    return closed_at_the_end(client, transport)


def closed_at_the_end(client: httpx.Client, transport: httpx.HTTPTransport) -> httpx.Client:
    """Have a client closed by `close_lent`, and its transport once nobody holds it any more.

    Whoever evicts a gateway cannot close its client: a call may still be under way.
    """
    finalize(client, transport.close).atexit = False
    _lent.add(client)
    return client


_lent: "WeakSet[httpx.Client]" = WeakSet()


def close_lent() -> None:
    """Close every client that is still lent out: at the end of a process that says goodbye."""
    for client in list(_lent):
        client.close()
