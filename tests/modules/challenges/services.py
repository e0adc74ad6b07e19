"""A challenge service of an organization, played by its fake inside the process of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from tests.factories import work
from tests.factories.sales import MadeShop
from turnout_hcaptcha_fake import ControlClient as HcaptchaControls
from turnout_hcaptcha_fake import fake as hcaptcha
from turnout_turnstile_fake import ControlClient, fake

from turnout.kernel import runtime
from turnout.modules.connections import api as connections
from turnout_sdk.fakes import Fake

FAKES: dict[str, tuple[Fake, Any]] = {
    "turnstile": (fake, ControlClient),
    "hcaptcha": (hcaptcha, HcaptchaControls),
}


@contextmanager
def reachable(address: str) -> Iterator[None]:
    """Let adapters of this process call a fake although it is local."""
    current = runtime.current()
    before = current.rules
    hosts = before.loopback_hosts | {urlsplit(address).netloc}
    current.rules = replace(before, loopback_hosts=hosts)
    try:
        yield
    finally:
        current.rules = before


@dataclass
class Service:
    """The connection of one organization, and what a person does with its widget."""

    shop: MadeShop
    address: str
    key: str = "turnstile"

    @property
    def settings(self) -> dict[str, object]:
        return FAKES[self.key][0].settings_for(self.shop.organization.id.hex, base_url=self.address)

    def connect(self, **changes: object) -> Any:
        new = connections.NewConnection(
            kind="challenge",
            adapter_key=self.key,
            name=f"Checks by {self.key}",
            values=self.settings | changes,
        )
        made = connections.create_connection(self.shop.organizer, new)
        work.drain()
        return made

    def solved(self, asked: dict[str, Any], *, hostname: str = "", **said: str) -> str:
        """A token as the widget on our page would give it for a challenge."""
        here = urlsplit(runtime.current().settings.public_url).hostname or ""
        given = {"action": "order", "binding": asked["binding"], **said}
        account = self.shop.organization.id.hex
        token: str = FAKES[self.key][1](self.address, account).solve(
            hostname=hostname or here, **given
        )
        return token
