"""Amazon SES's side of the port `turnout_sdk.email`: the API v2 with raw messages.

Documented at docs.aws.amazon.com/ses/latest/APIReference-V2.
"""

import base64
from dataclasses import replace
from typing import Any, Final

from turnout_amazonses import events
from turnout_amazonses.certificates import Certificates
from turnout_amazonses.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.aws import Signature
from turnout_sdk.email import Accepted, Address, OutgoingMail, Report
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unavailable
from turnout_sdk.http import Answer, ProviderApi, readable
from turnout_sdk.mime import envelope_address, message_of
from turnout_sdk.webhooks import Delivery

WRONG_ACCOUNT: Final = frozenset(
    {"MailFromDomainNotVerifiedException", "AccountSuspendedException", "SendingPausedException"}
)
LATER: Final = frozenset({"LimitExceededException", "TooManyRequestsException"})


class Gateway:
    """Speak `Sends`, `Verifies`, `Reads` and `Confirms`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._now = services.now
        self._certificates = Certificates(settings, services)
        self._api = ProviderApi(
            services.http,
            settings.address,
            auth=Signature(
                settings.access_key_id,
                settings.secret_access_key.get_secret_value(),
                service="ses",
                region=settings.region,
            ),
            refusal=_refusal,
            sleep=services.sleep,
        )

    def __repr__(self) -> str:
        return f"Gateway({self._settings.sender})"

    def send(self, mail: OutgoingMail) -> Accepted:
        """Send to every recipient or to none. The API knows no key: it is asked once.

        SES writes a Message-ID of its own; ours comes back in the events of the mail.
        """
        sender = Address(email=self._settings.sender, name=mail.sender.name)
        message = message_of(replace(mail, sender=sender), sent_at=self._now())
        to = [envelope_address(each, "to") for each in mail.to]
        if not to:
            raise Declined("mail-to", "This mail cannot be sent: it has no recipient.")
        asked: dict[str, Any] = {
            "Destination": {"ToAddresses": to},
            "Content": {"Raw": {"Data": base64.b64encode(message.as_bytes()).decode()}},
        }
        if self._settings.configuration_set:
            asked["ConfigurationSetName"] = self._settings.configuration_set
        answer = self._api.post("v2/email/outbound-emails", asked)
        with readable("Amazon's answer"):
            return Accepted(provider_ref=str(answer["MessageId"]))

    def health(self) -> Health:
        """Ask how the account stands and how much it may send."""
        answer = self._api.get("v2/email/account")
        with readable("Amazon's answer"):
            quota = answer["SendQuota"]
            left = int(quota["Max24HourSend"]) - int(quota["SentLast24Hours"])
            is_on, is_free = answer["SendingEnabled"], answer["ProductionAccessEnabled"]
        if not is_on:
            return Health(is_healthy=False, detail="Amazon has paused sending for this account.")
        if not is_free:
            says = "This account is in the sandbox of SES: it reaches verified addresses only."
            return Health(is_healthy=False, detail=says)
        return Health(is_healthy=True, detail=f"{left} mails are left today.")

    def verify(self, delivery: Delivery) -> None:
        events.verify(self._settings.topic_arn, delivery, self._certificates, now=self._now())

    def read(self, delivery: Delivery) -> tuple[Report, ...]:
        return events.read(delivery)

    def confirm(self, delivery: Delivery) -> bool:
        """Say yes to the topic of the settings when it asks whether we want its events."""
        address = events.confirmation_of(delivery)
        if address is None:
            return False
        self._certificates.fetch(address)
        return True


def _refusal(answer: Answer) -> AdapterError:
    kind = answer.headers.get("x-amzn-ErrorType", "").partition(":")[0]
    if kind in WRONG_ACCOUNT:
        return Misconfigured(f"Amazon SES answered {kind}.")
    if kind in LATER:
        return Unavailable(f"Amazon SES answered {kind}")
    return Declined(f"ses-{answer.status}", "Amazon SES refused this mail.")
