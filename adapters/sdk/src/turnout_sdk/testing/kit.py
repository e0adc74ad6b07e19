"""What is tried: one adapter with its provider's side, made into a class that pytest collects."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from turnout_sdk.adapter import Adapter
from turnout_sdk.fakes import Fake

_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The provider's side while it runs. `base_url` is empty when it does not speak HTTP.

    Both functions take an address (the kit puts a relay in between for settings) and an account.
    """

    settings: Callable[[str, str], Mapping[str, object]]
    controls: Callable[[str, str], object] | None = None
    base_url: str = ""


Staging = Callable[[Path], AbstractContextManager[Stage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """An adapter and how to run its provider."""

    adapter: Adapter[Any]
    staging: Staging
    speaks_http: bool


def conformance(
    adapter: Adapter[Any],
    *,
    fake: Fake | None = None,
    stage: Staging | None = None,
    speaks_http: bool = True,
) -> type:
    """Make the test class of an adapter: assign it to a name that begins with `Test`.

    `fake` is run as a program of its own. `stage` instead takes a folder and is a context manager
    that yields a `Stage`. `speaks_http=False` leaves out what needs the kit's relay.
    """
    from turnout_sdk.testing.suites import suites_of

    staging = stage or (lambda folder: run_fake(_required(fake), folder))
    kit = Kit(adapter=adapter, staging=staging, speaks_http=speaks_http)
    return type("Conformance", tuple(reversed(suites_of(adapter))), {"kit": kit})


@contextmanager
def run_fake(fake: Fake, folder: Path) -> Iterator[Stage]:
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
        yield Stage(settings=fake.settings, controls=fake.controls, base_url=f"http://{bind}")
    finally:
        process.terminate()
        process.wait(timeout=_START_SECONDS)


def _required(fake: Fake | None) -> Fake:
    if fake is None:
        raise TypeError("conformance() needs the provider's side: fake= or stage=")
    return fake


def _await(process: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    with httpx.Client(trust_env=False, timeout=2) as http:
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
