from turnout_stripe_fake import fake

from turnout_sdk.testing import conformance
from turnout_stripe import adapter

TestConformance = conformance(adapter, fake=fake)
