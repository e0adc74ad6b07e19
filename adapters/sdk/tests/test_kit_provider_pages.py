"""The suite of providers' pages finds what is wrong with an address, and passes one that is right."""

from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import quote

import pytest

from turnout_sdk.payments import Capabilities, Method, ProviderPage
from turnout_sdk.testing.suites.provider_pages import ShowingPages
from turnout_sdk.testing.verdict import RuleBroken

TESTS = [each for each in dir(ShowingPages) if each.startswith("test_")]


class Right:
    base = "https://desk.example"

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        return f"{self.base}/{page.value}/{quote(object_id, safe='')}"


class Plain(Right):
    """Speaks without encryption."""

    base = "http://desk.example"


class Telling(Right):
    """Puts a secret into the address."""

    base = "https://key:secret@desk.example"


class Unquoted(Right):
    """Lets an id lead wherever it likes."""

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        return f"{self.base}/{page.value}/{object_id}"


class Vague(Right):
    """Always leads to the same page."""

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        return super().page_url(page, object_id[:1])


class Asking(Right):
    """Asks the provider before it says the address."""

    def __init__(self, proxy: SimpleNamespace) -> None:
        self.proxy = proxy

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        self.proxy.count += 1
        return super().page_url(page, object_id)


class Stage:
    """As much of a harness as this suite asks for."""

    capabilities: ClassVar = Capabilities(
        currencies=frozenset({"EUR"}),
        methods=(Method(key="card", title="Card"),),
        provider_pages=frozenset(ProviderPage),
    )

    def __init__(self, port: type[Right]) -> None:
        self.fault_proxy = SimpleNamespace(count=0)
        self.port = Asking(self.fault_proxy) if port is Asking else port()

    def open(self) -> Any:
        return SimpleNamespace(port=self.port)


def play(test: str, port: type[Right]) -> None:
    getattr(ShowingPages(), test)(Stage(port))


@pytest.mark.parametrize("test", TESTS)
def test_an_adapter_that_is_right_passes(test):
    play(test, Right)


@pytest.mark.parametrize(
    ("port", "test"),
    [
        (Plain, "test_each_page_has_an_address_of_its_own"),
        (Telling, "test_each_page_has_an_address_of_its_own"),
        (Vague, "test_each_page_has_an_address_of_its_own"),
        (Unquoted, "test_an_id_leads_to_no_other_page"),
        (Asking, "test_saying_an_address_asks_nobody"),
    ],
)
def test_a_mistake_is_found(port, test):
    with pytest.raises((RuleBroken, AssertionError)):
        play(test, port)
