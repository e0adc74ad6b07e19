"""Bellpay keeps what every payments adapter promises, without signing anything."""

from turnout_bellpay_fake import fake

from turnout_bellpay import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
