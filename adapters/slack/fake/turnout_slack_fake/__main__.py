"""`python -m turnout_slack_fake --bind 127.0.0.1:8143 --state DIR` plays Slack."""

from turnout_sdk.testing.provider.app import serve
from turnout_slack_fake.service import Service

if __name__ == "__main__":
    serve(Service)
