"""A fake of Slack's incoming webhooks: how it is run and connected to."""

import hashlib

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.messages import MessageControls


def token_of(account: str) -> str:
    """The last part of an account's webhook, which says whose it is."""
    proof = hashlib.sha256(f"slack {account}".encode()).hexdigest()[:24]
    return f"{account}.{proof}"


def settings(base_url: str, account: str) -> dict[str, object]:
    url = f"https://hooks.slack.com/services/T0TEST/B0TEST/{token_of(account)}"
    return {"webhook_url": url, "api_base": base_url}


fake = Fake(
    key="slack",
    title="Fake of Slack",
    module="turnout_slack_fake",
    port=8143,
    settings=settings,
    controls=MessageControls,
)
"""`python -m turnout_slack_fake --bind 127.0.0.1:8143 --state DIR` plays Slack."""
