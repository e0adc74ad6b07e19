"""Who is asking: a key id with its secret. An account exists from its first request."""

import hmac
import re

from werkzeug.datastructures import Authorization

from turnout_razorpay_fake.credentials import account_id_of, key_secret_of, webhook_secret_of
from turnout_razorpay_fake.errors import wrong_key
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Request

_KEY_ID = re.compile(r"rzp_test_[A-Za-z0-9]{14}")


def authenticate(tx: Tx, request: Request) -> Json:
    given = Authorization.from_header(request.headers.get("authorization"))
    if given is None or given.type != "basic":
        raise wrong_key()
    key_id, secret = given.username or "", given.password or ""
    is_known = _KEY_ID.fullmatch(key_id) is not None
    if not is_known or not hmac.compare_digest(secret.encode(), key_secret_of(key_id).encode()):
        raise wrong_key()
    account_id = account_id_of(key_id)
    return tx.find(account_id, "account", account_id) or tx.put(
        account_id,
        "account",
        {"id": account_id, "_key_id": key_id, "_webhook_secret": webhook_secret_of(key_id)},
    )
