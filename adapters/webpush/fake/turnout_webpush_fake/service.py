"""A push service and the browsers behind it, as RFC 8030, 8188, 8291 and 8292 have them.

A note without `TTL`, in another encoding, without the sender's proof or for another origin is
refused; one that its browser cannot open counts as never sent. The status codes are those of the
published services: 201 taken, 400, 401, 403, 404, 410 gone, 413 too large, 429 later.
"""

from secrets import token_bytes, token_hex
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.messages import MessageProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply
from turnout_webpush_fake import browser

LARGEST: Final = 4096
DAY: Final = 86_400
TOPIC: Final = 32
PARTS: Final = 4
URGENCIES: Final = ("very-low", "low", "normal", "high")
CONTROLS: Final = "/_fake/"


class Service(MessageProvider):
    name = "web-push"
    told: ClassVar[tuple[str, ...]] = ()

    def authenticate(self, request: Request) -> str:
        parts = request.path.split("/")
        if len(parts) != PARTS or parts[1] != "push":
            raise _refusal(404, "there is no such subscription")
        return parts[2]

    def answer(self, request: Request) -> Reply:
        if request.path in (f"{CONTROLS}subscribe", f"{CONTROLS}sent"):
            given = request.json()
            with self.store.transaction(self.now()) as tx:
                if request.path.endswith("sent"):
                    return reply(
                        200, [each["told"] for each in tx.in_order("mail", given["account"])]
                    )
                return reply(200, _subscribed(tx, given))
        return super().answer(request)

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        device = tx.find(account, "device", request.path.rpartition("/")[2])
        if device is None:
            raise _refusal(404, "there is no such subscription")
        if self.is_refused(tx, account, [device["name"]]):
            raise _refusal(410, "this subscription is over")
        heads = {name.lower(): value for name, value in request.headers.items()}
        self._require_sender(device, heads.get("authorization", ""))
        _require_form(heads, request.body)
        try:
            note = browser.opened(
                request.body,
                private=browser.decoded(device["private"]),
                auth=browser.decoded(device["auth"]),
            )
        except browser.CannotRead as error:
            raise _refusal(400, str(error)) from error
        told = {name: heads.get(name, "") for name in ("ttl", "urgency", "topic")}
        told["device"] = device["name"]
        made = self.take(
            tx, account, message_id="", recipients=[device["name"]], raw=note, told=told
        )
        return Reply(status=201, headers={"Location": f"{device['origin']}/message/{made}"})

    def event(self, account: str, report: Json) -> Any:
        raise NotImplementedError

    def signed(self, account: str, event: Any, at: Any) -> Any:
        raise NotImplementedError

    def _require_sender(self, device: Json, header: str) -> None:
        if not header:
            raise _refusal(401, "say who sends")
        try:
            key, claims = browser.proved(header)
        except browser.CannotRead as error:
            raise _refusal(403, str(error)) from error
        now = int(self.now().timestamp())
        is_fresh = now < int(claims.get("exp", 0)) <= now + DAY
        is_here = claims.get("aud") == device["origin"]
        if not (is_fresh and is_here and claims.get("sub")):
            raise _refusal(403, "the proof is for another service or time")
        if device["key"] not in ("", key):
            raise _refusal(403, "the browser subscribed to another sender")


def _require_form(heads: dict[str, str], body: bytes) -> None:
    if not heads.get("ttl", "").isdecimal():
        raise _refusal(400, "TTL is missing")
    if heads.get("content-encoding") != "aes128gcm":
        raise _refusal(400, "another content encoding")
    if heads.get("urgency", "normal") not in URGENCIES:
        raise _refusal(400, "no such urgency")
    topic = heads.get("topic", "")
    if len(topic) > TOPIC or (topic and not topic.replace("-", "").replace("_", "").isalnum()):
        raise _refusal(400, "a topic has at most 32 letters of base64url")
    if len(body) > LARGEST:
        raise _refusal(413, "too large")


def _subscribed(tx: Tx, given: Json) -> Json:
    private, auth, token = token_bytes(31), token_bytes(16), token_hex(16)
    private = b"\1" + private  # below the order of the curve, whatever the rest says
    parts = urlsplit(given["base_url"])
    device = {
        "id": token,
        "name": given["name"],
        "origin": f"{parts.scheme}://{parts.netloc}",
        "private": browser.encoded(private),
        "auth": browser.encoded(auth),
        "key": given.get("key", ""),
    }
    tx.put(given["account"], "device", device)
    keys = {"p256dh": browser.encoded(browser.public_point(private)), "auth": device["auth"]}
    endpoint = f"{given['base_url'].rstrip('/')}/push/{given['account']}/{token}"
    return {"endpoint": endpoint, "keys": keys}


def _refusal(status: int, message: str) -> Refusal:
    return Refusal(status, {"code": status, "message": message})
