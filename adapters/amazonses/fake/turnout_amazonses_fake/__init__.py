"""A fake of Amazon SES that follows its published contract: how it is run and connected to."""

import hashlib

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.mail import MailControls

REGION = "eu-west-1"


def key_of(account: str) -> str:
    """The access key ID of an account, which says whose it is."""
    return f"FAKEKEY-{account}"


def secret_of(account: str) -> str:
    return hashlib.sha256(f"amazon ses {account}".encode()).hexdigest()[:40]


def topic_of(account: str) -> str:
    return f"arn:aws:sns:{REGION}:123456789012:events-{account}"


def settings(base_url: str, account: str) -> dict[str, object]:
    return {
        "access_key_id": key_of(account),
        "secret_access_key": secret_of(account),
        "region": REGION,
        "sender": f"tickets@{account}.example",
        "configuration_set": "turnout",
        "topic_arn": topic_of(account),
        "api_base": base_url,
    }


fake = Fake(
    key="amazon-ses",
    title="Fake of Amazon SES",
    module="turnout_amazonses_fake",
    port=8132,
    settings=settings,
    controls=MailControls,
)
