"""The adapter keeps what every calendar adapter promises, against the fake of Google."""

from turnout_googlecalendar_fake import fake

from turnout_googlecalendar import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
