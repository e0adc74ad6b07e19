"""The adapter keeps what every chat adapter promises, against the fake of Teams."""

from turnout_teams_fake import fake

from turnout_sdk.testing import conformance
from turnout_teams import adapter

TestConformance = conformance(adapter, fake=fake)
