"""The adapter keeps what every wallet adapter promises, against the fake of Google's services."""

from turnout_google_fake import fake

from turnout_google import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
