"""Amazon SNS's side of the port `turnout_sdk.sms`: Publish to a phone number.

Documented at docs.aws.amazon.com/sns/latest/api: `API_Publish`, `API_CheckIfPhoneNumberIsOptedOut`
and `API_GetSMSSandboxAccountStatus`.
"""

from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from turnout_amazonsns.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.aws import Signature
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.http import Answer, Limits, ProviderApi, readable
from turnout_sdk.sms import INVALID_NUMBER, OPTED_OUT, Accepted, OutgoingText
from turnout_sdk.time_limits import CALL_SECONDS

VERSION: Final = "2010-03-31"
NAMESPACE: Final = "{http://sns.amazonaws.com/doc/2010-03-31/}"
LATER: Final = frozenset({"Throttled", "Throttling", "ThrottlingException", "InternalError"})
WRONG_KEY: Final = frozenset(
    {"AuthorizationError", "InvalidClientTokenId", "SignatureDoesNotMatch", "UserError"}
)
NO_NUMBER: Final = frozenset({"InvalidParameter", "InvalidParameterValue"})


class Gateway:
    """Speak `Sends`. What became of a message stands in CloudWatch alone."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._api = ProviderApi(
            services.http,
            settings.address,
            auth=Signature(
                settings.access_key_id,
                settings.secret_access_key.get_secret_value(),
                service="sns",
                region=settings.region,
            ),
            refusal=_refusal,
            limits=Limits(total_seconds=CALL_SECONDS / 2 - 0.25),
            sleep=services.sleep,
        )

    def __repr__(self) -> str:
        return f"Gateway({self._settings.region})"

    def send(self, text: OutgoingText) -> Accepted:
        """Send once, to a number that has not answered STOP.

        Publish takes a message to such a number and drops it, so the number is asked about first.
        """
        if self._is_opted_out(text.to):
            raise Declined(OPTED_OUT, "The holder of this number has answered STOP.")
        form = {"PhoneNumber": text.to, "Message": text.text, **self._attributes()}
        answer = self._ask("Publish", form)
        with readable("Amazon's answer"):
            return Accepted(provider_ref=_text(answer, "MessageId"))

    def health(self) -> Health:
        """Ask whether the account may write to every number."""
        answer = self._ask("GetSMSSandboxAccountStatus", {}, once="")
        with readable("Amazon's answer"):
            is_limited = _text(answer, "IsInSandbox") == "true"
        if is_limited:
            says = "This account is in the SMS sandbox: it reaches verified numbers only."
            return Health(is_healthy=False, detail=says)
        return Health(is_healthy=True)

    def _is_opted_out(self, number: str) -> bool:
        """Where that is not answered the message is published: SNS drops it by itself."""
        form = {"phoneNumber": number}
        try:
            asked = self._ask("CheckIfPhoneNumberIsOptedOut", form, once="")
            with readable("Amazon's answer"):
                return _text(asked, "isOptedOut") == "true"
        except (Unclear, Unavailable):
            return False

    def _ask(self, action: str, form: dict[str, str], *, once: str | None = None) -> Element:
        said = {"Action": action, "Version": VERSION, **form}
        found: Element = self._api.post_form("", said, once=once, read=_parsed)
        return found

    def _attributes(self) -> dict[str, str]:
        values = {
            "AWS.SNS.SMS.SMSType": self._settings.message_type,
            "AWS.SNS.SMS.SenderID": self._settings.sender_id,
            "AWS.MM.SMS.OriginationNumber": self._settings.origination_number,
        }
        form: dict[str, str] = {}
        present = ((name, value) for name, value in values.items() if value)
        for place, (name, value) in enumerate(present, start=1):
            entry = f"MessageAttributes.entry.{place}"
            form |= {
                f"{entry}.Name": name,
                f"{entry}.Value.DataType": "String",
                f"{entry}.Value.StringValue": value,
            }
        return form


def _parsed(answer: Answer) -> Element:
    try:
        found: Element = fromstring(answer.body)
    except (ParseError, DefusedXmlException):
        raise ValueError("no XML") from None
    return found


def _text(answer: Element, name: str) -> str:
    found = answer.find(f".//{NAMESPACE}{name}")
    if found is None or not found.text:
        raise ValueError(name)
    return found.text


def _refusal(answer: Answer) -> AdapterError:
    """Tell a number that takes nothing from an account that may not send, and from haste."""
    try:
        kind = _text(_parsed(answer), "Code")
    except ValueError:
        kind = ""
    if kind in LATER:
        return Unavailable(f"Amazon SNS answered {kind}")
    if kind in WRONG_KEY:
        return Misconfigured(f"Amazon SNS answered {kind}.")
    if kind in NO_NUMBER:
        return Declined(INVALID_NUMBER, "This number takes no text messages.")
    return Declined(f"sns-{answer.status}", "Amazon SNS refused this message.")
