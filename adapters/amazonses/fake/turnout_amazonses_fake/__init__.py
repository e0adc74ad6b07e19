"""A fake of Amazon SES that follows its published contract: how it is run and connected to."""

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.aws import REGION, key_of, secret_of
from turnout_sdk.testing.provider.mail import MailControls


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
