"""Accounts: secrets derived from a name, OAuth 2 tokens, and whom a token opens."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from werkzeug.datastructures import Authorization

from turnout_paypal_fake.errors import Problem, new_id
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def client_id_of(account: str) -> str:
    return f"FAKE_{account}"


def client_secret_of(client_id: str) -> str:
    return f"secret-{_digest(client_id, 'secret').hex()}"


def merchant_id_of(client_id: str) -> str:
    return _name(client_id, "merchant", 13)


def webhook_id_of(client_id: str) -> str:
    """Derive the ID of an account's first webhook.

    PayPal draws one for each; here it is derived, so that a manifest can name both ends without
    asking anybody.
    """
    return _name(client_id, "webhook", 17)


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for a test account, which exists from its first request."""
    from turnout_paypal_fake.certificates import authority

    client_id = client_id_of(account)
    return {
        "environment": "sandbox",
        "api_base": base_url,
        "client_id": client_id,
        "client_secret": client_secret_of(client_id),
        "merchant_id": merchant_id_of(client_id),
        "webhook_id": webhook_id_of(client_id),
        "webhook_authority": authority(),
    }


def _name(client_id: str, purpose: str, length: int) -> str:
    drawn = _digest(client_id, purpose)[:length]
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in drawn)


def _digest(client_id: str, purpose: str) -> bytes:
    return hmac.new(client_id.encode(), f"fake-{purpose}".encode(), hashlib.sha256).digest()


TOKEN_SECONDS = 32_400
_CLIENT = re.compile(r"FAKE_([A-Za-z0-9_-]{1,80})")
NOWHERE = "https://not-set.example/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The account, named by its client id; it is paid as `merchant`."""

    account: str
    merchant: str


def token(tx: Tx, request: Request) -> Reply:
    """`POST /v1/oauth2/token`: a bearer token for the right secret, with an end."""
    given = Authorization.from_header(request.headers.get("authorization"))
    client_id, secret = (given.username or "", given.password or "") if given else ("", "")
    wanted = parse_qs(request.body.decode("ascii", "replace")).get("grant_type", [""])
    right = client_secret_of(client_id)
    is_known = _CLIENT.fullmatch(client_id) and hmac.compare_digest(right.encode(), secret.encode())
    if not is_known:
        said = {"error": "invalid_client", "error_description": "Client Authentication failed"}
        return reply(401, said)
    if wanted != ["client_credentials"]:
        said = {"error": "unsupported_grant_type", "error_description": "Grant type is unsupported"}
        return reply(400, said)
    account = open_account(tx, client_id)
    seconds = int(account.get("token_seconds", TOKEN_SECONDS))
    drawn = f"A21AA{new_id(40)}"
    ends_at = tx.now + seconds
    tx.put(client_id, "token", {"id": drawn, "account": client_id, "ends_at": ends_at})
    return reply(
        200,
        {
            "scope": "https://uri.paypal.com/services/payments/payment/authcapture",
            "access_token": drawn,
            "token_type": "Bearer",
            "app_id": "APP-80W284485P519543T",
            "expires_in": seconds,
            "nonce": new_id(),
        },
    )


def authenticate(tx: Tx, request: Request) -> Caller:
    """Find out whose token this is."""
    found = tx.find(None, "token", request.bearer) if request.bearer else None
    if found is None or found["ends_at"] <= tx.now:
        raise Problem(401, "AUTHENTICATION_FAILURE")
    return Caller(account=found["account"], merchant=merchant_id_of(found["account"]))


def open_account(tx: Tx, client_id: str) -> Json:
    """An account exists from its first token on, and has one webhook that leads nowhere yet."""
    found = tx.find(client_id, "account", client_id)
    if found is not None:
        return found
    webhook = {
        "id": webhook_id_of(client_id),
        "url": NOWHERE,
        "event_types": [{"name": "*"}],
        "links": [],
    }
    tx.put(client_id, "webhook", webhook)
    return tx.put(client_id, "account", {"id": client_id})
