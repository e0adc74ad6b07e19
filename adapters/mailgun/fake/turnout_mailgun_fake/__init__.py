"""A fake of Mailgun that follows its published contract: how it is run and connected to."""

import hashlib

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.mail import MailControls


def key_of(account: str) -> str:
    """The API key of an account, which says whose it is and proves it."""
    proof = hashlib.sha256(f"mailgun {account}".encode()).hexdigest()[:24]
    return f"key-{account}.{proof}"


def signing_key_of(account: str) -> str:
    return hashlib.sha256(f"signing {account}".encode()).hexdigest()[:32]


def domain_of(account: str) -> str:
    return f"mg.{account}.example"


def settings(base_url: str, account: str) -> dict[str, object]:
    return {
        "api_key": key_of(account),
        "domain": domain_of(account),
        "webhook_signing_key": signing_key_of(account),
        "api_base": base_url,
    }


fake = Fake(
    key="mailgun",
    title="Fake of Mailgun",
    module="turnout_mailgun_fake",
    port=8131,
    settings=settings,
    controls=MailControls,
)
