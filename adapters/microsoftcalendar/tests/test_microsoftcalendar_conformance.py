"""The adapter keeps what every calendar adapter promises, against the fake of Microsoft."""

from turnout_microsoftcalendar_fake import fake

from turnout_microsoftcalendar import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
