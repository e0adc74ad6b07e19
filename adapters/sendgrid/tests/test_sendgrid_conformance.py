"""SendGrid keeps what every e-mail adapter promises, against its fake."""

from turnout_sendgrid_fake import fake

from turnout_sdk.testing import conformance
from turnout_sendgrid import adapter

TestConformance = conformance(adapter, fake=fake)
