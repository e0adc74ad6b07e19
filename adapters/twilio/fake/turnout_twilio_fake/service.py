"""Twilio as far as a sender of text messages meets it: messages, status callbacks, answers.

The rules are those of the published API reference: basic auth by SID and token, forms in and JSON
out, errors with Twilio's codes, callbacks signed over address and sorted fields.
"""

import base64
import hmac
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.mail import basic_password
from turnout_sdk.testing.provider.messages import ANSWERED, MessageProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request, reply
from turnout_sdk.webhooks import Delivery
from turnout_twilio_fake import SENDER, sid_of, token_of

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
LONGEST = 1_600
GSM = 160
CODES = {"opted-out": "21610", "invalid-number": "30006"}
CREATED = 201


class Service(MessageProvider):
    name = "twilio"
    told: ClassVar[tuple[str, ...]] = ("sent", "delivered")

    def authenticate(self, request: Request) -> str:
        offered = basic_password(request)
        account = offered.rpartition(".")[0]
        if not account or offered != token_of(account):
            raise _refusal(401, 20003, "Authenticate")
        return account

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        home = f"/2010-04-01/Accounts/{sid_of(account)}"
        match request.method, request.path:
            case "POST", path if path == f"{home}/Messages.json":
                return self._send(tx, account, dict(parse_qsl(request.body.decode())))
            case "GET", path if path == f"{home}/Messages.json":
                return self._list(tx, account, request.query)
            case "GET", path if path == f"{home}.json":
                return reply(200, {"sid": sid_of(account), "status": "active", "type": "Full"})
        raise _refusal(404, 20404, "The requested resource was not found")

    def hook_of(self, tx: Tx, account: str, said: Json) -> str:
        """Where the message said that its callbacks go; answers go to the number's own address."""
        callback = said.get("callback")
        if callback is not None:
            return str(callback)
        hook = super().hook_of(tx, account, said)
        is_answer = said["state"] == ANSWERED
        return hook if is_answer or not hook else f"{hook}?key={said['message_id']}"

    def _send(self, tx: Tx, account: str, asked: dict[str, str]) -> Reply:
        to, body = asked.get("To", ""), asked.get("Body", "")
        if not to:
            raise _refusal(400, 21604, "A 'To' phone number is required.")
        if not body:
            raise _refusal(400, 21602, "Message body is required.")
        if len(body) > LONGEST:
            raise _refusal(400, 21617, "The concatenated message body exceeds the limit.")
        if not asked.get("MessagingServiceSid") and asked.get("From") != SENDER:
            raise _refusal(400, 21606, "The 'From' number is not a valid message-capable number.")
        if not E164.fullmatch(to):
            raise _refusal(400, 21211, "The 'To' number is not a valid phone number.")
        if self.is_refused(tx, account, [to]):
            raise _refusal(400, 21610, "Attempt to send to unsubscribed recipient")
        callback = asked.get("StatusCallback", "")
        key = dict(parse_qsl(urlsplit(callback).query)).get("key", "")
        made = self.take(
            tx,
            account,
            message_id=key,
            recipients=[to],
            raw=body.encode(),
            callback=callback,
        )
        return reply(CREATED, _shown(tx.get(account, "mail", made)))

    def _list(self, tx: Tx, account: str, asked: dict[str, str]) -> Reply:
        kept = reversed(tx.in_order("mail", account))
        found = [each for each in kept if asked.get("To") in (None, each["recipients"][0])]
        size = int(asked.get("PageSize", "50"))
        return reply(200, {"messages": [_shown(each) for each in found[:size]], "page_size": size})

    def event(self, account: str, report: Json) -> Any:
        said = {"AccountSid": sid_of(account), "MessageSid": f"SM{report['mail']}"}
        if report["state"] == ANSWERED:
            said |= {"From": report["recipient"], "To": SENDER, "Body": report["text"]}
            said |= {"NumMedia": "0", "FromCity": "", "ApiVersion": "2010-04-01"}
            if report["wish"]:
                said["OptOutType"] = report["wish"].upper()
        else:
            said |= {"To": report["recipient"], "From": SENDER, "MessageStatus": report["state"]}
            if report["state"] == "failed":
                said["ErrorCode"] = CODES.get(report.get("code", ""), "30003")
        return {"url": report["hook"], "fields": said}

    def signed(self, account: str, event: Any, at: datetime) -> Delivery:  # noqa: ARG002
        """Sign address and sorted fields; Twilio's signature knows no time."""
        fields: dict[str, str] = event["fields"]
        text = event["url"] + "".join(name + fields[name] for name in sorted(fields))
        made = hmac.new(token_of(account).encode(), text.encode(), "sha1").digest()
        return Delivery(
            headers={
                "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
                "X-Twilio-Signature": base64.b64encode(made).decode(),
            },
            body=urlencode(fields).encode(),
            query=dict(parse_qsl(urlsplit(event["url"]).query)),
        )


def _shown(message: Json) -> Json:
    body = base64.b64decode(message["raw"]).decode()
    segments = -(-len(body) // GSM)
    return {
        "sid": f"SM{message['id']}",
        "status": "queued",
        "to": message["recipients"][0],
        "from": SENDER,
        "body": body,
        "num_segments": str(segments),
        "error_code": None,
        "date_created": format_datetime(datetime.fromtimestamp(message["at"], UTC)),
    }


def _refusal(status: int, code: int, message: str) -> Refusal:
    link = f"https://www.twilio.com/docs/errors/{code}"
    return Refusal(status, {"code": code, "message": message, "more_info": link, "status": status})
