"""Everything a suite handles: ports over the fault proxy, a clock, the buyer, the shop's inbox."""

import logging
import secrets
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn, TypeVar

import httpx
import pytest

from turnout_sdk.adapter import Kind, Services
from turnout_sdk.errors import AdapterError
from turnout_sdk.testing.fault_proxy import FaultProxy
from turnout_sdk.testing.guard import InstrumentedTransport, exempt, lent_connect
from turnout_sdk.testing.inbox import Inbox
from turnout_sdk.testing.kit import Kit, ProviderServer
from turnout_sdk.testing.verdict import broken
from turnout_sdk.time_limits import call_seconds

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningProvider:
    """The provider's side with the kit's fault proxy before it and the shop's inbox behind it."""

    server: ProviderServer
    fault_proxy: FaultProxy
    inbox: Inbox


class CheckedPort:
    """A port whose calls end in time and raise nothing but the SDK's errors."""

    def __init__(self, port: Any, kind: Kind, transport: InstrumentedTransport) -> None:
        self.port, self._kind, self._transport = port, kind, transport

    def __getattr__(self, name: str) -> Callable[..., Any]:
        verb, seconds = getattr(self.port, name), call_seconds(self._kind, name)

        def call(*given: Any, **named: Any) -> Any:
            self._transport.longest_seconds = seconds
            return bounded(lambda: verb(*given, **named), name, seconds)

        return call


def bounded(call: Callable[[], T], name: str, seconds: float) -> T:
    """Run in a thread of its own, so that a call that never ends is a failure and no hang."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # noqa: BLE001 - judged below
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True, name=f"adapter-{name}")
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        said = f"{name} did not come back within {seconds:g} s, which is all that Turnout gives it"
        broken("time-outs-honoured", said)
    if errors:
        _judge(errors[0], name)
    return results[0]


def _judge(error: BaseException, name: str) -> NoReturn:
    """Let the SDK's own errors pass; any other is the adapter's bug."""
    if isinstance(error, AdapterError):
        raise error
    told = "".join(traceback.format_exception(error))
    said = f"{name} raised {type(error).__name__}, which is no error of the SDK"
    broken("errors-of-the-sdk-only", f"{said}, {_place_of(error)}\n{told}")


def _place_of(error: BaseException) -> str:
    """Say in which file and line an error began."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"in {last.filename}:{last.lineno}"


class _ExemptControls:
    """Controls whose calls are the kit's own, whatever the guard hears of them."""

    def __init__(self, controls: Any) -> None:
        self._controls = controls

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._controls, name)
        if not callable(found):
            return found

        def call(*given: Any, **named: Any) -> Any:
            with exempt():
                return found(*given, **named)

        return call


@dataclass
class AdapterHarness:
    """One test's share of what runs: an account of its own at the provider."""

    kit: Kit
    running: RunningProvider
    account: str
    transport: InstrumentedTransport = field(default_factory=InstrumentedTransport)
    skew: timedelta = timedelta()

    def __post_init__(self) -> None:
        self.http = httpx.Client(
            transport=self.transport, timeout=5, trust_env=False, follow_redirects=False
        )

    @property
    def fault_proxy(self) -> FaultProxy:
        return self.running.fault_proxy

    @property
    def capabilities(self) -> Any:
        return self.kit.adapter.capabilities

    def now(self) -> datetime:
        return datetime.now(UTC) + self.skew  # noqa: TID251 - the provider's clock is the real one

    def another_account(self) -> str:
        return f"{self.account}-b"

    def settings(
        self, account: str | None = None, *, base_url: str | None = None
    ) -> dict[str, Any]:
        address = self.fault_proxy.address if base_url is None else base_url
        return dict(self.running.server.settings(address, account or self.account))

    def open(self, account: str | None = None, *, settings: Mapping[str, Any] | None = None) -> Any:
        """Open the adapter over the fault proxy, checked."""
        account = account or self.account
        url = self.running.inbox.url(account)
        subscribed = self.controls(account)
        if hasattr(subscribed, "deliver_to"):
            with exempt():
                subscribed.deliver_to(url)
        services = Services(
            http=self.http,
            now=self.now,
            public_url="http://shop.example",
            webhook_url=url,
            sleep=lambda _: None,
            connect=lent_connect,
        )
        values = settings or self.settings(account)
        port = self.kit.adapter.open(values, services)
        return CheckedPort(port, self.kit.adapter.kind, self.transport)

    def controls(self, account: str | None = None) -> Any:
        """Act as the provider's other customers; None when the fake has no controls."""
        make = self.running.server.controls
        return make(self.running.server.base_url, account or self.account) if make else None

    def control(self, port: Any, *, account: str | None = None) -> Any:
        """Demand one of `turnout_sdk.fakes`' protocols of the fake's controls."""
        controls = self.controls(account)
        if not isinstance(controls, port):
            verbs = ", ".join(sorted(name for name in vars(port) if not name.startswith("_")))
            pytest.fail(f"the fake's controls lack {verbs} (turnout_sdk.fakes.{port.__name__})")
        return _ExemptControls(controls)

    def secrets(self) -> list[tuple[str, str]]:
        """List the secret settings with their values in plain, as they must never be seen."""
        settings, names = self.settings(), sorted(self.kit.adapter.secret_names())
        return [(name, each) for name in names for each in _texts(settings.get(name)) if each]

    def close(self) -> None:
        self.fault_proxy.recover()
        self.fault_proxy.forget()
        self.http.close()


def new_key() -> str:
    return f"kit-{secrets.token_hex(12)}"


def has_verb(port: Any, verb: str) -> bool:
    return callable(getattr(getattr(port, "port", port), verb, None))


@contextmanager
def capture_logs() -> Iterator[Callable[[], str]]:
    """Hear everything that is logged, at every level; call what is yielded to read it."""
    lines: list[str] = []

    class LogCollector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    root, collector = logging.getLogger(), LogCollector(level=logging.DEBUG)
    before = root.level
    root.addHandler(collector)
    root.setLevel(logging.DEBUG)
    try:
        yield lambda: "\n".join(lines)
    finally:
        root.setLevel(before)
        root.removeHandler(collector)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, list | tuple) else []
