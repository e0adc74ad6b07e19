"""The adapter keeps what every chat adapter promises, against the fake of Teams."""

from turnout_microsoftteams_fake import fake

from turnout_microsoftteams import adapter
from turnout_sdk.testing import conformance

TestConformance = conformance(adapter, fake=fake)
