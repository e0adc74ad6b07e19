"""The adapter keeps what every chat adapter promises, against the fake of Slack."""

from turnout_slack_fake import fake

from turnout_sdk.testing import conformance
from turnout_slack import adapter

TestConformance = conformance(adapter, fake=fake)
