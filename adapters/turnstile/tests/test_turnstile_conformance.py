"""The adapter keeps what every challenge adapter promises, against the fake of Turnstile."""

from turnout_turnstile_fake import fake

from turnout_sdk.testing import conformance
from turnout_turnstile import adapter

TestConformance = conformance(adapter, fake=fake)
