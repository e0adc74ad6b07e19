"""The Microsoft identity platform and the events of Graph v1.0, as published.

A code is good once, for its client, return address and verifier (RFC 7636, S256); each renewal
brings a new refresh token. A `transactionId` makes one event only: the same body gets the same
event back, another one is `ErrorDuplicateTransactionId`, and that stays so when the event is
deleted. `If-Match` is held against the etag. Errors have the form of Graph or of OAuth.
"""

import html
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from turnout_microsoftcalendar_fake import login, mailbox
from turnout_microsoftcalendar_fake.errors import GraphRefused, Refused
from turnout_sdk.testing.provider.store import Store, Tx
from turnout_sdk.testing.serving import Reply, Request, reply

EVENTS: Final = "/v1.0/me/events"
PLATFORM: Final = "/oauth2/v2.0/"
DONE: Final = 300
"""Planned statuses below this one let the true answer through."""


class Service:
    def __init__(self, folder: Path) -> None:
        self._store = Store(folder / "microsoft-calendar-fake.sqlite3")

    def handle(self, request: Request) -> Reply:
        try:
            with self._store.transaction(datetime.fromtimestamp(time.time(), tz=UTC)) as tx:
                answer = _answered(tx, request)
        except Refused as refused:
            answer = refused.reply
        return self._planned(request) or answer

    def _planned(self, request: Request) -> Reply | None:
        """What a test wants said in place of the answer."""
        if request.path.startswith(("/control/", "/healthz")) or "/authorize" in request.path:
            return None
        with self._store.transaction(datetime.fromtimestamp(time.time(), tz=UTC)) as tx:
            plan = tx.find(None, "plan", "plan")
            if plan is None or not plan["statuses"]:
                return None
            status, *rest = plan["statuses"]
            tx.put("plan", "plan", {"id": "plan", "statuses": rest})
        if status < DONE:
            return None
        headers = {"Retry-After": "90"} if status == GraphRefused.THROTTLED else {}
        body = {"error": {"code": "TooManyRequests", "message": "planned"}}
        return reply(status, body, headers)


def _answered(tx: Tx, request: Request) -> Reply:
    path = request.path
    if path.startswith("/control/"):
        return _control(tx, request, *path.split("/")[2:4])
    if PLATFORM in path:
        match request.method, path.rpartition("/")[2]:
            case "GET", "authorize":
                return _consent_page(tx, request)
            case "POST", "token":
                return reply(200, login.token(tx, _form(request)))
    if path == EVENTS or path.startswith(f"{EVENTS}/"):
        person = login.person_of(tx, request.bearer)
        return mailbox.answer(tx, request, person, path.removeprefix(EVENTS).strip("/"))
    raise GraphRefused(404, "ResourceNotFound", "Resource not found.")


def _form(request: Request) -> dict[str, str]:
    return {name: each[0] for name, each in parse_qs(request.body.decode()).items()}


def _consent_page(tx: Tx, request: Request) -> Reply:
    allow = login.agree(tx, request.query, person="ada")
    deny = {"error": "access_denied", "state": request.query["state"]}
    back = request.query["redirect_uri"]
    body = (
        '<!doctype html><html lang="en"><title>Fake of Microsoft</title><h1>Let Turnout have full'
        " access to your calendars?</h1>"
        f'<p><a href="{html.escape(f"{back}?{urlencode(allow)}")}">Accept</a> '
        f'<a href="{html.escape(f"{back}?{urlencode(deny)}")}">Cancel</a></p></html>'
    )
    return Reply(body=body.encode(), headers={"content-type": "text/html; charset=utf-8"})


def _control(tx: Tx, request: Request, account: str, verb: str) -> Reply:
    said = json.loads(request.body or b"{}")
    person = f"{account}/{said.get('person', 'ada')}"
    match verb:
        case "agree":
            query = dict(parse_qsl(urlsplit(said["url"]).query))
            return reply(200, login.agree(tx, query, person=said["person"]))
        case "entries":
            return reply(200, mailbox.events_of(tx, person))
        case "delete":
            mailbox.delete_all(tx, person)
        case "expire":
            login.forget(tx, person, "access")
        case "take-back":
            # At Microsoft an access that was handed out lasts until it is over.
            login.forget(tx, person, "renewal", *(() if said.get("keep_access") else ("access",)))
        case "allowed":
            return reply(200, bool(tx.every("renewal", person)))
        case "answer":
            tx.put("plan", "plan", {"id": "plan", "statuses": said["statuses"]})
        case _:
            raise GraphRefused(404, "ResourceNotFound", "Resource not found.")
    return reply(200, {})
