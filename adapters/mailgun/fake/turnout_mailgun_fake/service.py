"""Mailgun as far as a sender of mail meets it: MIME messages, events, domains, signed webhooks.

The rules are those of the published API reference: basic auth as `api`, a form with `to` and the
file `message`, `id` and `message` as the answer, events by Message-ID without brackets.
"""

import hmac
import io
import json
import secrets
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import default
from typing import Any

from werkzeug.formparser import parse_form_data

from turnout_mailgun_fake import domain_of, key_of, signing_key_of
from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.mail import MailProvider, basic_password
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply
from turnout_sdk.webhooks import Delivery

EVENTS = {"delayed": "failed", "bounced": "failed"}
KNOWN = frozenset({"accepted", "delivered", "delayed", "bounced", "complained", "unsubscribed"})
MOST_RECIPIENTS = 1_000


class Service(MailProvider):
    name = "mailgun"

    def authenticate(self, request: Request) -> str:
        offered = basic_password(request)
        account = offered.removeprefix("key-").rpartition(".")[0]
        if not account or offered != key_of(account):
            raise Refusal(401, {"message": "Invalid private key"})
        return account

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        domain = domain_of(account)
        match request.method, request.path:
            case "POST", path if path == f"/v3/{domain}/messages.mime":
                return self._send(tx, account, request)
            case "GET", path if path == f"/v3/{domain}/events":
                return self._events(tx, account, request.query)
            case "GET", path if path == f"/v4/domains/{domain}":
                return reply(200, {"domain": {"name": domain, "state": "active"}})
        raise Refusal(404, {"message": "Domain not found"})

    def _send(self, tx: Tx, account: str, request: Request) -> Reply:
        environ = {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": request.headers.get("content-type", ""),
            "CONTENT_LENGTH": str(len(request.body)),
            "wsgi.input": io.BytesIO(request.body),
        }
        _, form, files = parse_form_data(environ)
        to = form.getlist("to")
        if not to or "message" not in files:
            raise Refusal(400, {"message": "to parameter is missing"})
        if len(to) > MOST_RECIPIENTS or self.is_refused(tx, account, to):
            raise Refusal(400, {"message": "'to' parameter is not a valid address"})
        raw = files["message"].stream.read()
        message_id = str(BytesHeaderParser(policy=default).parsebytes(raw)["Message-ID"])
        made = self.take(tx, account, message_id=message_id, recipients=to, raw=raw)
        earlier = self._taken_as(tx, account, message_id)
        named = {"id": f"{account}:{message_id}", "mail_ids": [*earlier, made]}
        tx.put(account, "message-id", named)
        return reply(200, {"id": message_id, "message": "Queued. Thank you."})

    def _taken_as(self, tx: Tx, account: str, message_id: str) -> list[str]:
        """What was taken under a Message-ID, in as much time however much was taken in all."""
        named = tx.find(account, "message-id", f"{account}:{message_id}")
        return list(named["mail_ids"]) if named else []

    def _events(self, tx: Tx, account: str, query: dict[str, str]) -> Reply:
        wanted = f"<{query.get('message-id', '')}>"
        mails = [tx.get(account, "mail", each) for each in self._taken_as(tx, account, wanted)]
        items = [
            {
                "event": "accepted",
                "id": each["id"],
                "message": {"headers": {"message-id": each["message_id"].strip("<>")}},
            }
            for each in mails
        ]
        return reply(200, {"items": items[: int(query.get("limit", "100"))], "paging": {}})

    def event(self, account: str, report: Json) -> Any:  # noqa: ARG002 - the same for every account
        state = report["state"]
        said = {
            "event": EVENTS.get(state, state) if state in KNOWN else "tap-danced",
            "id": report["id"],
            "timestamp": float(report["at"]),
            "recipient": report["recipient"],
            "message": {"headers": {"message-id": report["message_id"].strip("<>")}},
        }
        if state == "delayed":
            said |= {"severity": "temporary", "reason": "generic"}
        if state == "bounced":
            said |= {
                "severity": "permanent",
                "reason": "bounce" if report["is_permanent"] else "old",
                "delivery-status": {"code": 550, "message": "5.1.1 no such mailbox"},
            }
        return said

    def signed(self, account: str, event: Any, at: datetime) -> Delivery:
        sent_at, token = str(int(at.timestamp())), secrets.token_hex(25)
        key = signing_key_of(account).encode()
        signature = hmac.new(key, f"{sent_at}{token}".encode(), "sha256").hexdigest()
        proof = {"timestamp": sent_at, "token": token, "signature": signature}
        body = json.dumps({"signature": proof, "event-data": event}).encode()
        return Delivery(headers={"Content-Type": "application/json"}, body=body)
