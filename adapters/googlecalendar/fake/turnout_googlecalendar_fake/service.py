"""Google's consent page, token exchange and Calendar API v3, as published.

A code is good once, for its client, return address and verifier (RFC 7636, S256). An event that
was deleted keeps its id and stays as cancelled; deleting it again is 410, inserting its id is 409,
and writing it brings it back. `If-Match` is held against the etag. Errors have Google's form.
"""

import base64
import hashlib
import html
import json
import re
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from turnout_sdk.testing.provider.store import Store, Tx
from turnout_sdk.testing.serving import Reply, Request, reply

SCOPE: Final = "https://www.googleapis.com/auth/calendar.events.owned"
EVENTS: Final = "/calendar/v3/calendars/primary/events"
CLIENT: Final = ".apps.googleusercontent.example"
SECONDS: Final = 3599
DONE: Final = 300
"""Planned statuses below this one let the true answer through."""
EVENT_ID: Final = re.compile(r"[a-v0-9]{5,1024}")
OF_THE_KIT: Final = "access-of-a-test"
"""The conformance kit lends this token, and nobody agreed to it."""
ASKED: Final = ("client_id", "redirect_uri", "state", "code_challenge")


class Refused(Exception):
    """An error in Google's form."""

    def __init__(self, status: int, reason: str, said: str) -> None:
        super().__init__(said)
        errors = [{"domain": "global", "reason": reason, "message": said}]
        body = {"error": {"errors": errors, "code": status, "message": said}}
        self.reply = reply(status, body)


class OAuthRefused(Refused):
    """An error in the form of OAuth."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(status, error, error)
        self.reply = reply(status, {"error": error, "error_description": "Bad Request"})


class Service:
    def __init__(self, folder: Path) -> None:
        self._store = Store(folder / "google-calendar-fake.sqlite3")

    def handle(self, request: Request) -> Reply:
        try:
            with self._store.transaction(datetime.fromtimestamp(time.time(), tz=UTC)) as tx:
                answer = _answered(tx, request)
        except Refused as refused:
            answer = refused.reply
        return self._planned(request) or answer

    def _planned(self, request: Request) -> Reply | None:
        """What a test wants said in place of the answer."""
        if request.path.startswith(("/control/", "/o/", "/healthz")):
            return None
        with self._store.transaction(datetime.fromtimestamp(time.time(), tz=UTC)) as tx:
            plan = tx.find(None, "plan", "plan")
            if plan is None or not plan["statuses"]:
                return None
            status, *rest = plan["statuses"]
            tx.put("plan", "plan", {"id": "plan", "statuses": rest})
        if status < DONE:
            return None
        return reply(status, {"error": {"code": status, "message": "planned"}})


def _answered(tx: Tx, request: Request) -> Reply:
    path = request.path
    if path.startswith("/control/"):
        return _control(tx, request, *path.split("/")[2:4])
    match request.method, path:
        case "GET", "/o/oauth2/v2/auth":
            return _consent_page(tx, request)
        case "POST", "/token":
            return _token(tx, _form(request))
        case "POST", "/revoke":
            return _revoked(tx, _form(request)["token"])
    if path == EVENTS or path.startswith(f"{EVENTS}/"):
        person = _person(tx, request)
        return _events(tx, request, person, path.removeprefix(EVENTS).strip("/"))
    raise Refused(404, "notFound", "Not Found")


def _form(request: Request) -> dict[str, str]:
    return {name: each[0] for name, each in parse_qs(request.body.decode()).items()}


def _consent_page(tx: Tx, request: Request) -> Reply:
    allow = _agreed(tx, request.query, person="ada")
    deny = {"error": "access_denied", "state": request.query["state"]}
    back = request.query["redirect_uri"]
    body = (
        '<!doctype html><html lang="en"><title>Fake of Google</title><h1>Allow Turnout to see and'
        " edit events on calendars that you own?</h1>"
        f'<p><a href="{html.escape(f"{back}?{urlencode(allow)}")}">Allow</a> '
        f'<a href="{html.escape(f"{back}?{urlencode(deny)}")}">Cancel</a></p></html>'
    )
    return Reply(body=body.encode(), headers={"content-type": "text/html; charset=utf-8"})


def _agreed(tx: Tx, asked: dict[str, str], *, person: str) -> dict[str, str]:
    is_right = (
        all(asked.get(name) for name in ASKED)
        and asked.get("response_type") == "code"
        and asked.get("scope") == SCOPE
        and asked.get("code_challenge_method") == "S256"
        and asked["client_id"].endswith(CLIENT)
    )
    if not is_right:
        raise Refused(400, "invalid_request", "Error 400: invalid_request")
    code = f"4/{secrets.token_urlsafe(24)}"
    who = f"{asked['client_id'].removesuffix(CLIENT)}/{person}"
    kept = {name: asked[name] for name in ("client_id", "redirect_uri", "code_challenge")}
    offline = asked.get("access_type") == "offline"
    tx.put(who, "code", {"id": code, "person": who, "offline": offline, **kept})
    return {"state": asked["state"], "code": code, "scope": SCOPE}


def _token(tx: Tx, form: dict[str, str]) -> Reply:
    account = form.get("client_id", "").removesuffix(CLIENT)
    if not account or form.get("client_secret") != f"GOCSPX-{account}-of-a-test":
        raise OAuthRefused("invalid_client", 401)
    match form.get("grant_type"):
        case "authorization_code":
            return _exchanged(tx, form)
        case "refresh_token":
            renewal = tx.find(None, "renewal", form.get("refresh_token", ""))
            if renewal is None or not renewal["person"].startswith(f"{account}/"):
                raise OAuthRefused("invalid_grant")
            return reply(200, _access(tx, renewal["person"]))
    raise OAuthRefused("unsupported_grant_type")


def _exchanged(tx: Tx, form: dict[str, str]) -> Reply:
    code = tx.find(None, "code", form.get("code", ""))
    if code is None:
        raise OAuthRefused("invalid_grant")
    tx.remove("code", code["id"])
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    if (code["client_id"], code["redirect_uri"], code["code_challenge"]) != (
        form["client_id"],
        form.get("redirect_uri"),
        challenge,
    ):
        raise OAuthRefused("invalid_grant")
    answer = _access(tx, code["person"])
    if code["offline"]:
        renewal = f"1//{secrets.token_urlsafe(24)}"
        tx.put(code["person"], "renewal", {"id": renewal, "person": code["person"]})
        answer["refresh_token"] = renewal
    return reply(200, answer)


def _access(tx: Tx, person: str) -> dict[str, Any]:
    token = f"ya29.{secrets.token_urlsafe(24)}"
    tx.put(person, "access", {"id": token, "person": person})
    return {"access_token": token, "expires_in": SECONDS, "scope": SCOPE, "token_type": "Bearer"}


def _revoked(tx: Tx, token: str) -> Reply:
    found = tx.find(None, "renewal", token) or tx.find(None, "access", token)
    if found is None:
        raise OAuthRefused("invalid_token")
    _forget(tx, found["person"], "renewal", "access")
    return reply(200, {})


def _forget(tx: Tx, person: str, *kinds: str) -> None:
    for kind in kinds:
        for each in tx.every(kind, person):
            tx.remove(kind, each["id"])


def _person(tx: Tx, request: Request) -> str:
    if request.bearer == OF_THE_KIT:
        return "kit/kit"
    found = tx.find(None, "access", request.bearer)
    if found is None:
        raise Refused(401, "authError", "Invalid Credentials")
    return str(found["person"])


def _events(tx: Tx, request: Request, person: str, event_id: str) -> Reply:
    if request.method == "POST" and not event_id:
        given = request.json()
        if not EVENT_ID.fullmatch(given.get("id", "")):
            raise Refused(400, "invalid", "Invalid resource id value.")
        if tx.find(person, "event", _key(person, given["id"])) is not None:
            raise Refused(409, "duplicate", "The requested identifier already exists.")
        return reply(200, _written(tx, person, given["id"], given))
    found = tx.find(person, "event", _key(person, event_id))
    if found is None:
        raise Refused(404, "notFound", "Not Found")
    match request.method:
        case "GET":
            return reply(200, found["event"])
        case "PUT":
            wanted = request.headers.get("if-match")
            if wanted is not None and wanted != found["event"]["etag"]:
                raise Refused(412, "conditionNotMet", "Precondition Failed")
            return reply(200, _written(tx, person, event_id, request.json()))
        case "DELETE":
            if found["event"]["status"] == "cancelled":
                raise Refused(410, "deleted", "Resource has been deleted")
            _written(tx, person, event_id, {**found["event"], "status": "cancelled"})
            return Reply(status=204)
    raise Refused(405, "httpMethodNotAllowed", "Method Not Allowed")


def _written(tx: Tx, person: str, event_id: str, given: dict[str, Any]) -> dict[str, Any]:
    for end in ("start", "end"):
        if not given.get(end, {}).get("dateTime"):
            raise Refused(400, "required", f"Missing {end} time.")
    if given["start"]["dateTime"] > given["end"]["dateTime"]:
        raise Refused(400, "timeRangeEmpty", "The specified time range is empty.")
    event = {
        "status": "confirmed",
        **given,
        "kind": "calendar#event",
        "id": event_id,
        "etag": f'"{secrets.token_hex(8)}"',
        "htmlLink": f"https://www.google.example/calendar/event?eid={event_id}",
    }
    tx.put(person, "event", {"id": _key(person, event_id), "event": event})
    return event


def _key(person: str, event_id: str) -> str:
    """Ids are a calendar's own: two people may have the same."""
    return f"{person}:{event_id}"


def _control(tx: Tx, request: Request, account: str, verb: str) -> Reply:
    said = json.loads(request.body or b"{}")
    person = f"{account}/{said.get('person', 'ada')}"
    match verb:
        case "agree":
            query = dict(parse_qsl(urlsplit(said["url"]).query))
            return reply(200, _agreed(tx, query, person=said["person"]))
        case "entries":
            return reply(200, [each["event"] for each in tx.every("event", person)])
        case "expire":
            _forget(tx, person, "access")
        case "take-back":
            _forget(tx, person, "access", "renewal")
        case "allowed":
            return reply(200, bool(tx.every("renewal", person)))
        case "answer":
            tx.put("plan", "plan", {"id": "plan", "statuses": said["statuses"]})
        case _:
            raise Refused(404, "notFound", "Not Found")
    return reply(200, {})
