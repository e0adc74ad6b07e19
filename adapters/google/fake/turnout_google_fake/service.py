"""Google's token exchange and the part of its Wallet API that writes event tickets, as published.

A token is given for an assertion that the account's key signed, for this audience, not yet over.
Records have ids that begin with the issuer's; a class wants name, issuer and review status, an
object a class that is there. Errors have Google's form.
"""

import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from turnout_google_fake import issuer_of
from turnout_sdk.testing.provider.google import Accounts
from turnout_sdk.testing.provider.store import Store, Tx
from turnout_sdk.testing.serving import Reply, Request, reply

KINDS: Final = ("eventTicketClass", "eventTicketObject")
ACCOUNTS: Final = Accounts(scope="https://www.googleapis.com/auth/wallet_object.issuer")
REQUIRED: Final = {
    "eventTicketClass": ("id", "issuerName", "eventName", "reviewStatus"),
    "eventTicketObject": ("id", "classId", "state"),
}
STATES: Final = ("ACTIVE", "COMPLETED", "EXPIRED", "INACTIVE")


class Refused(Exception):
    """An error in Google's form."""

    def __init__(self, status: int, name: str, said: str) -> None:
        super().__init__(said)
        body = {"error": {"code": status, "message": said, "status": name}}
        self.reply = reply(status, body)


class Service:
    def __init__(self, folder: Path, address: str) -> None:
        self._store = Store(folder / "google-wallet-fake.sqlite3")
        self._address = address

    def handle(self, request: Request) -> Reply:
        try:
            with self._store.transaction(datetime.fromtimestamp(time.time(), tz=UTC)) as tx:
                return self._answer(tx, request)
        except Refused as refused:
            return refused.reply

    def _answer(self, tx: Tx, request: Request) -> Reply:
        parts = request.path.strip("/").split("/")
        if parts == ["token"] and request.method == "POST":
            called = f"http://{request.headers.get('host', '')}"  # the kit's fault proxy, perhaps
            return ACCOUNTS.exchange(tx, request, addresses=[self._address, called])
        if parts[0] == "control":
            return _control(tx, request, parts[1:])
        if parts[:2] != ["walletobjects", "v1"]:
            raise Refused(404, "NOT_FOUND", "There is nothing at this address.")
        issuer = _issuer(tx, request)
        if parts[2] == "issuer" and request.method == "GET":
            if parts[3] != issuer:
                raise Refused(403, "PERMISSION_DENIED", "The issuer is not shared with you.")
            return reply(200, {"issuerId": issuer, "name": "An issuer"})
        return _records(tx, request, parts[2:], issuer)


def _issuer(tx: Tx, request: Request) -> str:
    account = ACCOUNTS.account_of(tx, request)
    if not account:
        raise Refused(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
    return issuer_of(account)


def _records(tx: Tx, request: Request, parts: list[str], issuer: str) -> Reply:
    kind = parts[0]
    if kind not in KINDS:
        raise Refused(404, "NOT_FOUND", "There is nothing at this address.")
    given = request.json() if request.body else {}
    if request.method == "POST" and parts[1:] == []:
        if tx.find(None, kind, given.get("id", "")) is not None:
            raise Refused(409, "ALREADY_EXISTS", f"{kind} {given['id']} already exists.")
        return reply(200, _write(tx, kind, given, issuer))
    present = tx.find(None, kind, parts[1]) if parts[1:] else None
    if present is None:
        raise Refused(404, "NOT_FOUND", f"{kind} was not found.")
    if request.method == "PATCH":
        changed = {name: each for name, each in {**present, **given}.items() if each is not None}
        return reply(200, _write(tx, kind, changed | {"id": present["id"]}, issuer))
    if request.method == "GET":
        return reply(200, present)
    raise Refused(405, "UNIMPLEMENTED", "This method is not allowed here.")


def _write(tx: Tx, kind: str, record: dict[str, Any], issuer: str) -> dict[str, Any]:
    missing = [name for name in REQUIRED[kind] if not record.get(name)]
    if missing:
        raise Refused(400, "INVALID_ARGUMENT", f"{', '.join(missing)} must be set.")
    if not re.fullmatch(rf"{issuer}\.[\w.-]+", record["id"]):
        raise Refused(403, "PERMISSION_DENIED", "The id does not begin with your issuer's.")
    if kind == "eventTicketObject":
        if tx.find(None, "eventTicketClass", record["classId"]) is None:
            raise Refused(404, "NOT_FOUND", "The class was not found.")
        if record["state"] not in STATES:
            raise Refused(400, "INVALID_ARGUMENT", "Unknown state.")
    kept = {name: each for name, each in record.items() if each is not None}
    return tx.put(issuer, kind, kept)


def _control(tx: Tx, request: Request, parts: list[str]) -> Reply:
    match request.method, parts:
        case "GET", [kind, issuer]:
            return reply(200, tx.in_order(kind, issuer))
    raise Refused(404, "NOT_FOUND", "There is nothing at this address.")
