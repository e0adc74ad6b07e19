"""Mailgun keeps what every e-mail adapter promises, against its fake."""

from turnout_mailgun_fake import fake

from turnout_mailgun import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
