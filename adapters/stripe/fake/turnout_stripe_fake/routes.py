"""Which request goes where: the table of contents of this fake's API."""

import re
from collections.abc import Callable

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Request
from turnout_stripe_fake import accounts, balance, checkout, intents, refunds, webhooks
from turnout_stripe_fake.accounts import Caller
from turnout_stripe_fake.messages import ApiError, form_of, missing

Handler = Callable[[Tx, Caller, Json, str], Json]

_LISTS = {
    "checkout/sessions": "checkout.session",
    "refunds": "refund",
    "disputes": "dispute",
    "events": "event",
    "payment_intents": "payment_intent",
}
_BOOKS = {"balance_transactions": "balance_transaction", "payouts": "payout"}
_ITEMS = _LISTS | _BOOKS | {"charges": "charge"}
_POSTS: dict[str, Handler] = {
    r"payment_intents": lambda tx, caller, form, _: intents.create(tx, caller, form),
    r"payment_intents/(\w+)/capture": lambda tx, caller, form, ref: intents.shape(
        tx, caller.account, intents.capture(tx, caller, ref, form), form
    ),
    r"payment_intents/(\w+)/cancel": lambda tx, caller, form, ref: intents.cancel(
        tx, caller, ref, form
    ),
    r"checkout/sessions/(\w+)/expire": lambda tx, caller, _, ref: checkout.expire(
        tx, caller.account, ref
    ),
    r"refunds": lambda tx, caller, form, _: refunds.create(tx, caller, form),
    r"accounts": lambda tx, caller, _form, _: accounts.connect(tx, caller.platform),
    r"webhook_endpoints": lambda tx, caller, form, _: webhooks.create(tx, caller, form),
}


def route(tx: Tx, caller: Caller, request: Request, *, public_url: str) -> Json:
    checkout.expire_due(tx)
    path, form = request.path.removeprefix("/v1/"), form_of(request)
    if request.method == "POST":
        if path == "checkout/sessions":
            return checkout.create(tx, caller, form, public_url=public_url)
        for pattern, handler in _POSTS.items():
            if found := re.fullmatch(pattern, path):
                return handler(tx, caller, form, "".join(found.groups()))
    elif request.method == "DELETE" and path.startswith("webhook_endpoints/"):
        return webhooks.remove(tx, caller, path.rpartition("/")[2])
    elif request.method == "GET":
        return _read(tx, caller, path, form)
    raise _unknown(request)


def _read(tx: Tx, caller: Caller, path: str, form: Json) -> Json:
    if path == "account":
        return accounts_own(tx, caller)
    if path == "payment_intents/search":
        return intents.search(tx, caller.account, form)
    if path in _LISTS:
        return refunds.listed(tx, caller.account, _LISTS[path], form)
    if path in _BOOKS:
        return balance.listed(tx, caller.account, _BOOKS[path], form)
    collection, _, object_id = path.rpartition("/")
    if collection not in _ITEMS:
        raise ApiError(404, f"Unrecognized request URL (GET: /v1/{path}).")
    kind = _ITEMS[collection]
    thing = tx.find(caller.account, kind, object_id)
    if thing is None:
        raise missing(kind, object_id)
    return intents.shape(tx, caller.account, thing, form) if kind == "payment_intent" else thing


def accounts_own(tx: Tx, caller: Caller) -> Json:
    account = tx.find(caller.account, "account", caller.account)
    if account is None:
        raise missing("account", caller.account)
    return account


def _unknown(request: Request) -> ApiError:
    return ApiError(404, f"Unrecognized request URL ({request.method}: {request.path}).")
