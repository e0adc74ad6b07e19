"""PayPal's adapter keeps what every payments adapter promises."""

from turnout_paypal_fake import fake

from turnout_paypal import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
