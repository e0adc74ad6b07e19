"""The adapter keeps what every challenge adapter promises, against the fake of hCaptcha."""

from turnout_hcaptcha_fake import fake

from turnout_hcaptcha import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
