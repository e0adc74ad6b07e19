"""Amazon SNS as far as a sender of text messages meets it: signed forms, XML answers.

The rules are those of the published API reference: Signature Version 4 is checked, Publish takes
a number in E.164 with attributes in numbered entries, and takes one that opted out as well: the
message is dropped, which nobody but CloudWatch tells.
"""

import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from turnout_sdk.testing.provider import aws
from turnout_sdk.testing.provider.app import Refusal
from turnout_sdk.testing.provider.messages import MessageProvider
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Reply, Request
from turnout_sdk.webhooks import Delivery

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
LONGEST = 1_600
TYPES = frozenset({"Transactional", "Promotional"})
SPACE = "http://sns.amazonaws.com/doc/2010-03-31/"


class XmlRefusal(Refusal):
    """An error as SNS writes it: XML, not JSON."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(status, {})
        self._content = (
            f'<ErrorResponse xmlns="{SPACE}"><Error><Type>Sender</Type><Code>{code}</Code>'
            f"<Message>{escape(message)}</Message></Error></ErrorResponse>"
        )

    def reply(self) -> Reply:
        return Reply(
            status=self.status, body=self._content.encode(), headers={"Content-Type": "text/xml"}
        )


class Service(MessageProvider):
    name = "amazonsns"

    def authenticate(self, request: Request) -> str:
        account = aws.claimed_account(request, "sns")
        if account is None:
            raise XmlRefusal(403, "MissingAuthenticationToken", "The request is not signed")
        if not aws.is_signed(request, "sns"):
            raise XmlRefusal(403, "SignatureDoesNotMatch", "The signature does not match")
        return account

    def serve(self, tx: Tx, account: str, request: Request) -> Reply:
        asked = dict(parse_qsl(request.body.decode()))
        if asked.get("Version") != SPACE.rstrip("/").rpartition("/")[2]:
            raise XmlRefusal(400, "InvalidAction", "This version is not known")
        match asked.get("Action"):
            case "Publish":
                return self._publish(tx, account, asked)
            case "CheckIfPhoneNumberIsOptedOut":
                number = _number(asked.get("phoneNumber"))
                is_out = str(self.is_refused(tx, account, [number])).lower()
                return _answer("CheckIfPhoneNumberIsOptedOut", f"<isOptedOut>{is_out}</isOptedOut>")
            case "GetSMSSandboxAccountStatus":
                return _answer("GetSMSSandboxAccountStatus", "<IsInSandbox>false</IsInSandbox>")
        raise XmlRefusal(400, "InvalidAction", "This action is not known")

    def _publish(self, tx: Tx, account: str, asked: dict[str, str]) -> Reply:
        number, message = _number(asked.get("PhoneNumber")), asked.get("Message", "")
        if not message or len(message) > LONGEST:
            raise XmlRefusal(400, "InvalidParameter", "Invalid parameter: Message")
        if _attributes(asked).get("AWS.SNS.SMS.SMSType") not in TYPES:
            raise XmlRefusal(400, "InvalidParameterValue", "SMSType is one of two")
        if self.is_refused(tx, account, [number]):
            return _answer("Publish", "<MessageId>00000000-dropped</MessageId>")
        made = self.take(tx, account, message_id="", recipients=[number], raw=message.encode())
        return _answer("Publish", f"<MessageId>{made}</MessageId>")

    def hook_of(self, tx: Tx, account: str, said: Json) -> str:  # noqa: ARG002
        """Nobody hears: delivery statuses stand in CloudWatch."""
        return ""

    def event(self, account: str, report: Json) -> Any:
        raise NotImplementedError("SNS tells nothing about text messages by webhooks")

    def signed(self, account: str, event: Any, at: datetime) -> Delivery:
        raise NotImplementedError("SNS tells nothing about text messages by webhooks")


def _number(offered: str | None) -> str:
    if offered is None or not E164.fullmatch(offered):
        raise XmlRefusal(400, "InvalidParameter", "Invalid parameter: PhoneNumber")
    return offered


def _attributes(asked: dict[str, str]) -> dict[str, str]:
    """Read the numbered entries; each has a name, a type and a value."""
    found: dict[str, str] = {}
    place = 1
    while f"MessageAttributes.entry.{place}.Name" in asked:
        entry = f"MessageAttributes.entry.{place}"
        if asked.get(f"{entry}.Value.DataType") != "String":
            raise XmlRefusal(400, "InvalidParameterValue", "DataType is String")
        found[asked[f"{entry}.Name"]] = asked.get(f"{entry}.Value.StringValue", "")
        place += 1
    return found


def _answer(action: str, result: str) -> Reply:
    body = (
        f'<{action}Response xmlns="{SPACE}"><{action}Result>{result}</{action}Result>'
        f"<ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></{action}Response>"
    )
    return Reply(body=body.encode(), headers={"Content-Type": "text/xml"})
