"""The conformance kit: what every adapter promises, tried over real sockets.

An adapter's tests need three lines:

    from turnout_sdk.testing import conformance

    TestConformance = conformance(adapter, fake=fake)
"""

from typing import Any

from turnout_sdk import deprecation
from turnout_sdk.testing.conformance import conformance
from turnout_sdk.testing.kit import Kit, ProviderServer

__all__ = ["Kit", "ProviderServer", "conformance"]


def __getattr__(name: str) -> Any:
    if name == "Stage":
        deprecation.warn("turnout_sdk.testing.Stage")
        return ProviderServer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
