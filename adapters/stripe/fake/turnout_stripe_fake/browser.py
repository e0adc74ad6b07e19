"""The browser's side: a stand-in for Stripe's script, and what it asks with a publishable key.

It is not Stripe's script. It has the calls that the adapter's module makes (`elements`, `create`,
`mount`, `confirmPayment`), keeps what is typed in a frame of its own origin, and lets that frame
speak to the API. A test puts these files where Stripe's would be.
"""

import hmac
import re
from collections.abc import Mapping
from importlib.resources import files

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply
from turnout_stripe_fake import intents
from turnout_stripe_fake.messages import ApiError, form_of

FILES: Mapping[str, str] = {
    "stripe.js": "text/javascript; charset=utf-8",
    "frame.html": "text/html; charset=utf-8",
    "frame.js": "text/javascript; charset=utf-8",
}
CARDS = {"4242424242424242": "pay", "4000000000000002": "decline", "4000000000003220": "challenge"}
ASKED = re.compile(r"/v1/payment_intents/(pi_\w+)/(confirm|authenticate)")
_KEY = re.compile(r"pk_test_([a-z0-9_]{1,80})")


def script(name: str) -> Reply:
    """One file of the stand-in."""
    if name not in FILES:
        raise ApiError(404, f"Unrecognized request URL (GET: /{name}).")
    body = files(__package__).joinpath("browser", name).read_bytes()
    return Reply(body=body, headers={"Content-Type": FILES[name]})


def answer(tx: Tx, request: Request) -> Reply:
    """Confirm an intent with a card, or say that its owner has authenticated."""
    found, form = ASKED.fullmatch(request.path), form_of(request)
    key = _KEY.fullmatch(str(form.get("key", "")))
    if found is None or key is None:
        raise ApiError(401, "You did not provide a publishable key.")
    account = str(form.get("_stripe_account") or f"acct_{key[1]}")
    intent = tx.get(account, "payment_intent", found[1])
    if not hmac.compare_digest(intent["client_secret"], str(form.get("client_secret", ""))):
        raise ApiError(400, "The client_secret provided does not match the PaymentIntent.")
    card = form.get("payment_method_data", {}).get("card", {}).get("number", "")
    outcome = "pay" if found[2] == "authenticate" else CARDS.get(card.replace(" ", ""))
    if outcome is None:
        return _refused("incorrect_number", "Your card number is incorrect.", intent)
    return _told(intents.advance(tx, account, intent, outcome), is_declined=outcome == "decline")


def _told(intent: Json, *, is_declined: bool) -> Reply:
    if is_declined:
        return _refused("card_declined", "Your card was declined.", intent)
    shown = {name: intent[name] for name in ("id", "object", "status", "client_secret")}
    return reply(200, shown)


def _refused(code: str, message: str, intent: Json) -> Reply:
    """A refusal that stays: the intent remembers it."""
    status = {"id": intent["id"], "status": intent["status"]}
    error = {"type": "card_error", "code": code, "message": message, "payment_intent": status}
    return reply(402, {"error": error})
