"""The adapter keeps what every push adapter promises, against a push service that decrypts."""

from turnout_webpush_fake import fake

from turnout_sdk.testing import conformance
from turnout_webpush import adapter

TestConformance = conformance(adapter, fake=fake)
