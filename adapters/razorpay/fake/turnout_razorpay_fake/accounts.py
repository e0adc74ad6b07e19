"""Who is asking: a key id with its secret. An account exists from its first request."""

import base64
import binascii
import hmac
import re

from turnout_razorpay_fake.credentials import account_id_of, key_secret_of, webhook_secret_of
from turnout_razorpay_fake.errors import wrong_key
from turnout_razorpay_fake.store import Json, Tx
from turnout_sdk.testing.serving import Request

_KEY_ID = re.compile(r"rzp_test_[A-Za-z0-9]{14}")


def authenticate(tx: Tx, request: Request) -> Json:
    key_id, secret = _credentials(request.headers.get("authorization", ""))
    is_known = _KEY_ID.fullmatch(key_id) is not None
    if not is_known or not hmac.compare_digest(secret.encode(), key_secret_of(key_id).encode()):
        raise wrong_key()
    account_id = account_id_of(key_id)
    return tx.find(account_id, "account", account_id) or tx.put(
        account_id,
        "account",
        {"id": account_id, "_key_id": key_id, "_webhook_secret": webhook_secret_of(key_id)},
    )


def _credentials(authorization: str) -> tuple[str, str]:
    scheme, _, value = authorization.partition(" ")
    try:
        text = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise wrong_key() from None
    if scheme.lower() != "basic":
        raise wrong_key()
    key_id, _, secret = text.partition(":")
    return key_id, secret
