"""Acme Pay keeps what every payments adapter promises."""

from turnout_acme import adapter
from turnout_acme_fake import fake

from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
