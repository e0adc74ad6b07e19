"""The sandbox keeps what every payments adapter promises."""

from turnout_sandbox import adapter
from turnout_sandbox.fake import fake
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
