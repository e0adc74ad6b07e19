"""The conformance kit: what every adapter promises, tried over real sockets.

An adapter's tests need three lines:

    from turnout_sdk.testing import conformance

    TestConformance = conformance(adapter, fake=fake)
"""

from turnout_sdk.testing.conformance import conformance
from turnout_sdk.testing.kit import Kit, ProviderServer

__all__ = ["Kit", "ProviderServer", "conformance"]
