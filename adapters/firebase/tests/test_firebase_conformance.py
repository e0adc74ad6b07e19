"""The adapter keeps what every push adapter promises, against a fake that judges each message."""

from turnout_firebase_fake import fake

from turnout_firebase import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
