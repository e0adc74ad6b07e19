"""Amazon SNS keeps what every adapter of text messages promises, against its fake."""

from turnout_amazonsns_fake import fake

from turnout_amazonsns import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
