"""A fake of Amazon SNS that follows its published contract: how it is run and connected to."""

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.aws import REGION, key_of, secret_of
from turnout_sdk.testing.provider.messages import MessageControls


def settings(base_url: str, account: str) -> dict[str, object]:
    return {
        "access_key_id": key_of(account),
        "secret_access_key": secret_of(account),
        "region": REGION,
        "sender_id": "Turnout",
        "api_base": base_url,
    }


fake = Fake(
    key="amazon-sns",
    title="Fake of Amazon SNS",
    module="turnout_amazonsns_fake",
    port=8134,
    settings=settings,
    controls=MessageControls,
)
