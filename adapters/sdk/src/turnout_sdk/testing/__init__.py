"""The conformance kit: what every adapter promises, tried over real sockets.

An adapter's tests need three lines:

    from turnout_sdk.testing import conformance

    TestConformance = conformance(adapter, fake=fake)
"""

from turnout_sdk.testing.kit import Kit, Stage, conformance

__all__ = ["Kit", "Stage", "conformance"]
