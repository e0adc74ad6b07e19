"""Twilio keeps what every adapter of text messages promises, against its fake."""

from turnout_twilio_fake import fake

from turnout_sdk.testing import conformance
from turnout_twilio import adapter

TestConformance = conformance(adapter, fake=fake)
