"""What is tried: one adapter, and its provider's side as a server that runs."""

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from turnout_sdk.adapter import Adapter
from turnout_sdk.fakes import Fake
from turnout_sdk.testing.local_http import local_client

_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderServer:
    """The provider's side while it runs. `base_url` is empty when it does not speak HTTP.

    Both functions take an address and an account; for settings, the kit puts its fault proxy in
    between.
    """

    settings: Callable[[str, str], Mapping[str, object]]
    controls: Callable[[str, str], object] | None = None
    base_url: str = ""


StartProvider = Callable[[Path], AbstractContextManager[ProviderServer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """An adapter and how to run its provider."""

    adapter: Adapter[Any]
    start_provider: StartProvider
    speaks_http: bool


@contextmanager
def run_fake(fake: Fake, folder: Path) -> Iterator[ProviderServer]:
    """Serve a fake on a free port until the block ends."""
    bind = f"127.0.0.1:{_free_port()}"
    # The fake may lie outside every installed package: it finds what these tests find.
    path = os.pathsep.join(each for each in sys.path if each)
    process = subprocess.Popen(  # noqa: S603 - the command is the fake's own
        fake.command(folder, bind=bind),
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
    )
    try:
        _await(process, f"http://{bind}/healthz")
        yield ProviderServer(
            settings=fake.settings, controls=fake.controls, base_url=f"http://{bind}"
        )
    finally:
        process.terminate()
        process.wait(timeout=_START_SECONDS)


def shared_fake(fake: Fake) -> StartProvider:
    """Serve a fake once for several conformance classes, until the process ends."""

    @cache
    def started() -> ProviderServer:
        running = ExitStack()
        atexit.register(running.close)
        folder = running.enter_context(tempfile.TemporaryDirectory())
        return running.enter_context(run_fake(fake, Path(folder)))

    return lambda _: nullcontext(started())


def _await(process: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    with local_client(timeout=2) as http:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if http.get(address).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.02)
    raise RuntimeError(f"the fake does not answer at {address}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
