"""A fake of SendGrid that follows its published contract: how it is run and connected to."""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.mail import MailControls

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def key_of(account: str) -> str:
    """The API key of an account, which says whose it is and proves it."""
    proof = hashlib.sha256(f"sendgrid {account}".encode()).hexdigest()[:24]
    return f"SG.{account}.{proof}"


def signing_key_of(account: str) -> ec.EllipticCurvePrivateKey:
    """The key with which SendGrid signs the deliveries of an account."""
    number = int.from_bytes(hashlib.sha256(f"events {account}".encode()).digest(), "big")
    return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())


def settings(base_url: str, account: str) -> dict[str, object]:
    public = signing_key_of(account).public_key()
    coded = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "api_key": key_of(account),
        "sender": f"tickets@{account}.example",
        "webhook_public_key": base64.b64encode(coded).decode(),
        "api_base": base_url,
    }


fake = Fake(
    key="sendgrid",
    title="Fake of SendGrid",
    module="turnout_sendgrid_fake",
    port=8130,
    settings=settings,
    controls=MailControls,
)
