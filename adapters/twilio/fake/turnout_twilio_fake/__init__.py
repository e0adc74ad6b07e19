"""A fake of Twilio that follows its published contract: how it is run and connected to."""

import hashlib

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.messages import MessageControls

SENDER = "+15005550006"


def sid_of(account: str) -> str:
    return f"AC{hashlib.md5(account.encode(), usedforsecurity=False).hexdigest()}"


def token_of(account: str) -> str:
    """The auth token of an account, which says whose it is."""
    proof = hashlib.sha256(f"twilio {account}".encode()).hexdigest()[:24]
    return f"{account}.{proof}"


def settings(base_url: str, account: str) -> dict[str, object]:
    return {
        "account_sid": sid_of(account),
        "auth_token": token_of(account),
        "sender": SENDER,
        "api_base": base_url,
    }


fake = Fake(
    key="twilio",
    title="Fake of Twilio",
    module="turnout_twilio_fake",
    port=8133,
    settings=settings,
    controls=MessageControls,
)
