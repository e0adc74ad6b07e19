"""Adapters that are wrong on purpose, one mistake each; the kit has to name it."""

import json
import logging
import socket
import time
import urllib.parse
import uuid
from dataclasses import replace
from decimal import Decimal

import httpx
from turnout_acme import adapter as right
from turnout_acme.gateway import FACTS, Gateway, payment_of
from turnout_acme_fake import fake

from turnout_sdk.adapter import Adapter
from turnout_sdk.errors import Declined, Misconfigured, Unclear
from turnout_sdk.http import Limits, ProviderApi
from turnout_sdk.money import Money
from turnout_sdk.page_fields import PageFields
from turnout_sdk.payments import FactKind, Operation, OperationState
from turnout_sdk.testing import conformance
from turnout_sdk.testing.kit import shared_fake
from turnout_sdk.webhooks import SignedHeader, require_hmac_sha256

provider = shared_fake(fake)


def kit_for(gateway, page_fields=None, sdk=right.sdk):
    return conformance(
        Adapter(
            key="acme",
            title=gateway.__name__,
            kind=right.kind,
            sdk=sdk,
            settings=right.settings,
            capabilities=right.capabilities,
            build=gateway,
            page_fields=page_fields,
        ),
        start_provider=provider,
    )


class Mistaken(Gateway):
    """Remembers what it was opened with."""

    def __init__(self, settings, services):
        super().__init__(settings, services)
        self.services = services
        self.key = settings.api_key.get_secret_value()
        self.base = settings.api_base

    def request_of(self, charge):
        return {
            "amount": charge.amount.minor,
            "currency": charge.amount.currency,
            "reference": charge.reference,
            "return_url": charge.return_url,
            "webhook_url": self.services.webhook_url,
        }

    def __repr__(self):
        return "Mistaken()"


class FloatMoney(Mistaken):
    def start(self, charge):
        places = 10 ** len(charge.amount.decimal().partition(".")[2])
        minor = int(float(charge.amount.decimal()) * places)
        request = self.request_of(charge) | {"amount": minor}
        return payment_of(self._api.post("payments", request, once=charge.key))


class UnsignedAccepted(Mistaken):
    def verify(self, delivery):
        json.loads(delivery.body or b"{}")


class StaleAccepted(Mistaken):
    def verify(self, delivery):
        header = SignedHeader.parse(delivery.header("Acme-Signature"))
        signed = header.sent_at.encode() + b"." + delivery.body
        require_hmac_sha256(self._settings.webhook_secrets(), signed, header.signatures)


class BodyRewritten(Mistaken):
    def verify(self, delivery):
        header = SignedHeader.parse(delivery.header("Acme-Signature"))
        body = json.dumps(json.loads(delivery.body)).encode()
        header.require(self._settings.webhook_secrets(), body, now=self.services.now())


class SecretInError(Mistaken):
    def start(self, charge):
        try:
            return super().start(charge)
        except Unclear as error:
            raise Unclear(f"{error} to Bearer {self.key}") from error


class NewKeyOnRetry(Mistaken):
    def start(self, charge):
        api = ProviderApi(
            self.services.http,
            self.base,
            headers={"Authorization": f"Bearer {self.key}"},
            limits=Limits(attempts=1),
        )
        try:
            return payment_of(api.post("payments", self.request_of(charge), once=charge.key))
        except Unclear:
            again = f"{charge.key}-2"
            return payment_of(api.post("payments", self.request_of(charge), once=again))


class OwnKeys(Mistaken):
    def start(self, charge):
        made = self._api.post("payments", self.request_of(charge), once=str(uuid.uuid4()))
        return payment_of(made)


class Hanging(Mistaken):
    def fetch(self, provider_ref):
        try:
            answer = self.services.http.get(
                f"{self.base}/payments/{provider_ref}",
                headers={"Authorization": f"Bearer {self.key}"},
                timeout=None,
            )
        except httpx.TransportError as error:
            raise Unclear("nobody answered") from error
        return payment_of(answer.json())


class GlobalState(Mistaken):
    latest = None

    def __init__(self, settings, services):
        super().__init__(settings, services)
        GlobalState.latest = self._api

    def fetch(self, provider_ref):
        return payment_of(GlobalState.latest.get(f"payments/{provider_ref}"))


class OverRefund(Mistaken):
    def refund(self, refund):
        try:
            return super().refund(refund)
        except Declined:
            return Operation(
                provider_ref="refund_1",
                state=OperationState.SUCCEEDED,
                amount=Money(refund.amount.minor, refund.amount.currency),
            )


class OwnSocket(Mistaken):
    def health(self):
        parts = urllib.parse.urlsplit(self.base)
        socket.create_connection((parts.hostname, parts.port), timeout=1).close()
        return super().health()


class ForeignError(Mistaken):
    def fetch(self, provider_ref):
        try:
            return super().fetch(provider_ref)
        except Declined as error:
            raise KeyError(provider_ref) from error


class AskingReader(Mistaken):
    def read(self, delivery):
        found = super().read(delivery)
        if found:
            self.fetch(found.provider_ref)
        return found


class SecretInRepr(Mistaken):
    def __repr__(self):
        return f"SecretInRepr(key={self.key!r})"


class SecretInLog(Mistaken):
    def start(self, charge):
        logging.getLogger("acme").debug("asking with key %s", self.key)
        return super().start(charge)


class NewKeyOnRefund(Mistaken):
    def refund(self, refund):
        again = replace(refund, key=f"{refund.key}-{uuid.uuid4()}")
        return super().refund(again)


class WholeRefundOnly(Mistaken):
    def refund(self, refund):
        paid = self.fetch(refund.provider_ref).amount
        return super().refund(replace(refund, amount=max(refund.amount, paid)))


class CentsOfEverything(Mistaken):
    def start(self, charge):
        cents = int(Decimal(charge.amount.decimal()) * 100)
        request = self.request_of(charge) | {"amount": cents}
        return payment_of(self._api.post("payments", request, once=charge.key))


class UnknownEventRaises(Mistaken):
    def read(self, delivery):
        event = json.loads(delivery.body)
        if event["type"] not in FACTS:
            raise Misconfigured(f"what is {event['type']}?")
        return super().read(delivery)


class StateByArrival(Mistaken):
    """Holds that nothing can follow a refund, and so drops a payment that is told late."""

    def __init__(self, settings, services):
        super().__init__(settings, services)
        self.refunded = set()

    def read(self, delivery):
        found = super().read(delivery)
        if found and found.kind is FactKind.REFUND_SUCCEEDED:
            self.refunded.add(found.provider_ref)
        elif found and found.provider_ref in self.refunded:
            return None
        return found


class ForgetfulFetch(Mistaken):
    def fetch(self, provider_ref):
        asked = super().fetch(provider_ref)
        kept = [each for each in asked.facts if each.object_id == provider_ref]
        return replace(asked, facts=tuple(kept))


class HundredTimes(Mistaken):
    """It multiplies every amount on its way out and divides it again on its way back."""

    def start(self, charge):
        request = self.request_of(charge) | {"amount": charge.amount.minor * 100}
        return hundredth(payment_of(self._api.post("payments", request, once=charge.key)))

    def refund(self, refund):
        return hundredth(super().refund(replace(refund, amount=refund.amount * 100)))

    def fetch(self, provider_ref):
        return hundredth(super().fetch(provider_ref))

    def find(self, key):
        found = super().find(key)
        return found and hundredth(found)

    def read(self, delivery):
        found = super().read(delivery)
        return found and hundredth(found)


def hundredth(told):
    """Undo what was multiplied, in an operation and its facts or in one update."""
    changes = {"amount": Money(told.amount.minor // 100, told.amount.currency)}
    if isinstance(told, Operation):
        changes["facts"] = tuple(hundredth(each) for each in told.facts)
    return replace(told, **changes)


OWN_CLIENT = httpx.Client(trust_env=False, limits=httpx.Limits(keepalive_expiry=None))


class OwnClient(Mistaken):
    """Every request goes through a client of the module's, which keeps its connections."""

    def __init__(self, settings, services):
        super().__init__(settings, replace(services, http=OWN_CLIENT))


class Dawdling(Mistaken):
    """Longer than Turnout waits, and not so long that nobody would bear it."""

    def fetch(self, provider_ref):
        time.sleep(8)
        return super().fetch(provider_ref)


class SecretInHealth(Mistaken):
    def health(self):
        return replace(super().health(), detail=f"Signed in with {self.key}")


class RaisingReader(Mistaken):
    def read(self, delivery):
        return super().read(delivery) and delivery.json()["amount_in_cents"]


class TrustingReader(Mistaken):
    """What is signed is taken for what is published."""

    def read(self, delivery):
        event = json.loads(delivery.body)
        return super().read(delivery) if event["type"] in FACTS else None


class Fields(PageFields):
    """Fields whose module is the text that a test gives."""

    SOURCE = "export async function mount(place, given) {}"

    def __init__(self):
        super().__init__(package="turnout_acme", scripts=("https://js.acme.example",))

    def read(self):
        return self.SOURCE.encode()


class NoModule(Fields):
    read = PageFields.read


class LargeModule(Fields):
    SOURCE = Fields.SOURCE + " " * 20_000


class NoMount(Fields):
    SOURCE = "export function draw(place) {}"


class ForeignOrigin(Fields):
    SOURCE = Fields.SOURCE + '\nconst more = "https://collect.example/all";'


class MadeMarkup(Fields):
    SOURCE = Fields.SOURCE + "\ndocument.body.innerHTML = given.token;"


class LateFields(Fields):
    """Declares fields, and no method that is paid in them."""


TestHundredTimes = kit_for(HundredTimes)
TestOwnClient = kit_for(OwnClient)
TestDawdling = kit_for(Dawdling)
TestSecretInHealth = kit_for(SecretInHealth)
TestRaisingReader = kit_for(RaisingReader)
TestTrustingReader = kit_for(TrustingReader)
TestOtherMajor = kit_for(Mistaken, sdk=">=2,<3")
TestEndless = kit_for(Mistaken, sdk=">=1")
TestNoRange = kit_for(Mistaken, sdk="one")
TestNoModule = kit_for(Mistaken, NoModule())
TestLargeModule = kit_for(Mistaken, LargeModule())
TestNoMount = kit_for(Mistaken, NoMount())
TestForeignOrigin = kit_for(Mistaken, ForeignOrigin())
TestMadeMarkup = kit_for(Mistaken, MadeMarkup())
TestLateFields = kit_for(Mistaken, LateFields())
TestFloatMoney = kit_for(FloatMoney)
TestUnsignedAccepted = kit_for(UnsignedAccepted)
TestStaleAccepted = kit_for(StaleAccepted)
TestBodyRewritten = kit_for(BodyRewritten)
TestSecretInError = kit_for(SecretInError)
TestNewKeyOnRetry = kit_for(NewKeyOnRetry)
TestOwnKeys = kit_for(OwnKeys)
TestHanging = kit_for(Hanging)
TestGlobalState = kit_for(GlobalState)
TestOverRefund = kit_for(OverRefund)
TestOwnSocket = kit_for(OwnSocket)
TestForeignError = kit_for(ForeignError)
TestAskingReader = kit_for(AskingReader)
TestSecretInRepr = kit_for(SecretInRepr)
TestSecretInLog = kit_for(SecretInLog)
TestNewKeyOnRefund = kit_for(NewKeyOnRefund)
TestWholeRefundOnly = kit_for(WholeRefundOnly)
TestCentsOfEverything = kit_for(CentsOfEverything)
TestUnknownEventRaises = kit_for(UnknownEventRaises)
TestStateByArrival = kit_for(StateByArrival)
TestForgetfulFetch = kit_for(ForgetfulFetch)
