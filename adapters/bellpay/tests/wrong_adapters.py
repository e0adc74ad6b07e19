"""Adapters that point wrongly: run by `test_pointing_refusals.py`, never by themselves."""

from dataclasses import replace

from turnout_bellpay_fake import fake

from turnout_bellpay import adapter
from turnout_bellpay.gateway import Gateway
from turnout_sdk.testing import conformance
from turnout_sdk.testing.kit import shared_fake

provider = shared_fake(fake)


def wrong(gateway):
    return conformance(replace(adapter, build=gateway), start_provider=provider)


class Believing(Gateway):
    """It says that nobody is believed, and believes."""

    def verify(self, delivery): ...

    def read(self, _):
        return None


class Asking(Gateway):
    def points_to(self, delivery):
        self.health()
        return super().points_to(delivery)


class Deaf(Gateway):
    def points_to(self, _):
        return None


class OneFact(Gateway):
    """What was told last is all that it tells."""

    def fetch(self, provider_ref):
        found = super().fetch(provider_ref)
        return replace(found, facts=found.facts[-1:])


class Raising(Gateway):
    def points_to(self, delivery):
        return delivery.json()["id"]


TestBelieving = wrong(Believing)
TestAsking = wrong(Asking)
TestDeaf = wrong(Deaf)
TestOneFact = wrong(OneFact)
TestRaising = wrong(Raising)
