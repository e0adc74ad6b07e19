"""The adapter keeps what every wallet adapter promises, against the fake of Apple's push service."""

from turnout_apple_fake import start_provider

from turnout_apple import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, start_provider=start_provider, speaks_http=False)
