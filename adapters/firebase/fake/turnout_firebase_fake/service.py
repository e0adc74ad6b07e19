"""Firebase Cloud Messaging (HTTP v1) and the apps behind it, as Google publishes them.

`POST /v1/projects/{project}/messages:send` wants a token of a service account of the project with
the scope of messaging, and exactly one target. The codes are those of the published `ErrorCode`:
UNREGISTERED 404, INVALID_ARGUMENT 400, SENDER_ID_MISMATCH 403, THIRD_PARTY_AUTH_ERROR 401,
QUOTA_EXCEEDED 429, UNAVAILABLE 503, INTERNAL 500. What an app is given has 4096 bytes at most.
"""

import json
import re
from secrets import token_hex, token_urlsafe
from typing import Any, ClassVar, Final

from turnout_firebase_fake import project_of
from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.google import HOST, Accounts
from turnout_sdk.testing.provider.messages import MessageProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply

ACCOUNTS: Final = Accounts(scope="https://www.googleapis.com/auth/firebase.messaging")
LARGEST: Final = 4_096
TARGETS: Final = ("token", "topic", "condition")
FIELDS: Final = {"name", "data", "notification", "android", "webpush", "apns", "fcm_options"}
SEND: Final = re.compile(r"/v1/projects/([^/]+)/messages:send")
TTL: Final = re.compile(r"\d+(\.\d{1,9})?s")
FCM_ERROR: Final = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
BAD_REQUEST: Final = "type.googleapis.com/google.rpc.BadRequest"
CODES: Final = {
    "UNREGISTERED": (404, "NOT_FOUND"),
    "INVALID_ARGUMENT": (400, "INVALID_ARGUMENT"),
    "SENDER_ID_MISMATCH": (403, "PERMISSION_DENIED"),
    "THIRD_PARTY_AUTH_ERROR": (401, "UNAUTHENTICATED"),
    "QUOTA_EXCEEDED": (429, "RESOURCE_EXHAUSTED"),
    "UNAVAILABLE": (503, "UNAVAILABLE"),
    "INTERNAL": (500, "INTERNAL"),
}
CONTROLS: Final = "/_fake/"
OWN: Final = ("register", "sent", "fail-next", "revoke-tokens", "exchanges")


class Service(MessageProvider):
    name = "firebase"
    told: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._given: dict[str, int] = {}

    def free_answer(self, request: Request) -> Reply | None:
        if request.path != "/token" or request.method != "POST":
            return None
        called = f"http://{request.headers.get('host', '')}"  # the kit's fault proxy, perhaps
        with self.store.transaction(self.now()) as tx:
            return ACCOUNTS.exchange(tx, request, addresses=[self.address, called])

    def authenticate(self, request: Request) -> str:
        with self.store.transaction(self.now()) as tx:
            account = ACCOUNTS.account_of(tx, request)
        if not account:
            raise _refusal(401, "UNAUTHENTICATED", "Request had invalid credentials.")
        return account

    def answer(self, request: Request) -> Reply:
        verb = request.path.removeprefix(CONTROLS)
        if request.path.startswith(CONTROLS) and verb in OWN:
            given = request.json()
            with self.store.transaction(self.now()) as tx:
                return reply(200, _played(tx, verb, given["account"], given))
        return super().answer(request)

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        found = SEND.fullmatch(request.path)
        if found is None or request.method != "POST":
            raise _refusal(404, "NOT_FOUND", "There is nothing at this address.")
        if found[1] != project_of(account):
            raise _refusal(403, "PERMISSION_DENIED", "Permission denied on this project.")
        self._fail_as_planned(tx, account)
        given = request.json()
        message = given.get("message") if isinstance(given, dict) else None
        if not isinstance(message, dict):
            raise _error("INVALID_ARGUMENT", field="message")
        _require_form(message)
        if "token" in message:
            self._require_device(tx, account, message["token"])
        if given.get("validate_only"):
            return reply(200, {"name": f"projects/{found[1]}/messages/fake_message_id"})
        raw = json.dumps(message, ensure_ascii=False).encode()
        self.take(tx, account, message_id="", recipients=[], raw=raw, told=message)
        return reply(200, {"name": f"projects/{found[1]}/messages/0:{token_hex(8)}"})

    def _fail_as_planned(self, tx: Tx, account: str) -> None:
        """What a refusal writes is undone, so it is noted apart which one was given."""
        planned = tx.in_order("failure", account)
        given = self._given.get(account, 0)
        if given < len(planned):
            self._given[account] = given + 1
            raise _error(planned[given]["code"], retry_after=planned[given]["retry_after"])

    def event(self, account: str, report: Json) -> Any:
        raise NotImplementedError

    def signed(self, account: str, event: Any, at: Any) -> Any:
        raise NotImplementedError

    def _require_device(self, tx: Tx, account: str, token: str) -> None:
        device = tx.find(None, "device", token)
        if device is None:
            raise _error("INVALID_ARGUMENT", field="message.token")
        if device["sender"] != project_of(account):
            raise _error("SENDER_ID_MISMATCH")
        if self.is_refused(tx, account, [device["name"]]):
            raise _error("UNREGISTERED")


def _require_form(message: Json) -> None:
    targets = [each for each in TARGETS if each in message]
    if len(targets) != 1:
        raise _error("INVALID_ARGUMENT", field="message")
    unknown = set(message) - FIELDS - set(TARGETS)
    if unknown:
        raise _error("INVALID_ARGUMENT", field=f"message.{min(unknown)}")
    data = message.get("data", {})
    if not all(isinstance(each, str) for each in data.values()):
        raise _error("INVALID_ARGUMENT", field="message.data")
    android = message.get("android", {})
    if not TTL.fullmatch(android.get("ttl", "0s")):
        raise _error("INVALID_ARGUMENT", field="message.android.ttl")
    if android.get("priority", "NORMAL") not in ("NORMAL", "HIGH"):
        raise _error("INVALID_ARGUMENT", field="message.android.priority")
    headers = message.get("apns", {}).get("headers", {})
    if not all(isinstance(each, str) for each in headers.values()):
        raise _error("INVALID_ARGUMENT", field="message.apns.headers")
    given = {name: message[name] for name in ("notification", "data") if name in message}
    if len(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()) > LARGEST:
        raise _error("INVALID_ARGUMENT", field="message")


def _played(tx: Tx, verb: str, account: str, given: Json) -> Any:
    match verb:
        case "register":
            token = f"{token_urlsafe(16)}:APA91b{token_urlsafe(96)}"
            sender = given.get("sender") or project_of(account)
            device = {"id": token, "name": given["name"], "sender": sender}
            tx.put(account, "device", device)
            return {"token": token}
        case "sent":
            return [each["told"] for each in tx.in_order("mail", account)]
        case "fail-next":
            code, after = given["code"], given.get("retry_after", "")
            tx.put(account, "failure", {"id": token_hex(8), "code": code, "retry_after": after})
        case "revoke-tokens":
            for each in tx.in_order("token", f"{account}{HOST}"):
                tx.put(f"{account}{HOST}", "token", each | {"account": ""})
        case "exchanges":
            return len(tx.in_order("token", f"{account}{HOST}"))
    return {}


def _error(code: str, *, field: str = "", retry_after: str = "") -> Refusal:
    status, name = CODES[code]
    details: list[Json] = [{"@type": FCM_ERROR, "errorCode": code}]
    if field:
        details.append({"@type": BAD_REQUEST, "fieldViolations": [{"field": field}]})
    return _refusal(status, name, f"{code} by the fake", details, retry_after=retry_after)


def _refusal(
    status: int, name: str, message: str, details: Any = None, *, retry_after: str = ""
) -> Refusal:
    error = {"code": status, "message": message, "status": name, "details": details or []}
    headers = {"Retry-After": retry_after} if retry_after else None
    return Refusal(status, {"error": error}, headers)
