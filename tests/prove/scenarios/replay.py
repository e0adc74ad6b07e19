"""Plays every plot at a provider's fake, over real sockets, and keeps what it says."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import httpx

from tests.prove.scenarios.cases import PLOTS, WHOLE, Actors, Case
from tests.prove.scenarios.history import History
from turnout.kernel.ids import new_id
from turnout_sdk.adapter import Adapter, Services
from turnout_sdk.fakes import GROUP, Fake
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, Delivery, Operation
from turnout_sdk.testing.inbox import Inbox
from turnout_sdk.testing.kit import ProviderServer, run_fake
from turnout_sdk.testing.local_http import local_client

AT_ONCE = 8
QUIET_SECONDS = 0.6
CURRENCIES = ("EUR", "INR", "USD")


def providers() -> dict[str, tuple[Adapter[Any], Fake]]:
    """Every installed payments adapter that brings a fake with it, by key.

    Unsigned webhooks tell nothing that could be replayed: their providers are left out.
    """
    fakes = {each.name: each for each in entry_points(group=GROUP)}
    offered = sorted(entry_points(group="turnout.payments"), key=lambda each: each.name)
    return {
        each.name: (adapter, fakes[each.name].load())
        for each in offered
        if each.name in fakes and not (adapter := each.load()).capabilities.unsigned_webhooks
    }


def replay_all(adapter: Adapter[Any], fake: Fake, folder: Path) -> list[History]:
    """A story for every plot that this provider can play."""
    with run_fake(fake, folder) as stage, Inbox().running() as inbox, lent() as http:
        teller = Replay(adapter, stage, inbox, http)
        possible = [plot for plot in PLOTS if teller.can_play(plot)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(teller.tell, possible))


@contextmanager
def lent() -> Iterator[httpx.Client]:
    with local_client(timeout=10) as http:
        yield http


@dataclass(frozen=True, slots=True)
class Replay:
    adapter: Adapter[Any]
    stage: ProviderServer
    inbox: Inbox
    http: httpx.Client

    def can_play(self, plot: Case) -> bool:
        controls = self._controls("nobody")
        offered = self.adapter.capabilities
        return all(hasattr(controls, verb) for verb in plot.needs) and all(
            getattr(offered, capability) for capability in plot.offers
        )

    def tell(self, plot: Case) -> History:
        account = f"story-{PLOTS.index(plot)}"
        port, controls = self._open(account), self._controls(account)
        charge = self._charge(plot)
        polls: list[Operation] = []
        actors = Actors(port, controls, charge, lambda: polls.append(port.fetch(actors.ref)))
        actors.start()
        plot.play(actors)
        return History(
            provider=self.adapter.key,
            plot=plot.name,
            asked=charge.amount,
            reference=charge.reference,
            provider_ref=actors.ref,
            deliveries=tuple(self._everything_said(account, port, polls[-1])),
            polls=tuple(polls),
            answers=tuple(actors.answers),
            end=plot.end,
            read=port.read,
        )

    def _everything_said(self, account: str, port: Any, told: Operation) -> list[Delivery]:
        """Deliveries until all that asking tells was said, or nothing more comes."""
        wanted = {(each.kind, each.object_id) for each in told.facts}

        def enough(deliveries: list[Delivery]) -> bool:
            read = [port.read(each) for each in deliveries]
            return wanted <= {(each.kind, each.object_id) for each in read if each}

        found = self.inbox.wait(account, enough, seconds=QUIET_SECONDS)
        while True:
            more = partial(_is_longer, len(found))
            waited = self.inbox.wait(account, more, seconds=QUIET_SECONDS)
            if len(waited) == len(found):
                return found
            found = waited

    def _open(self, account: str) -> Any:
        controls = self._controls(account)
        url = self.inbox.url(account)
        if hasattr(controls, "deliver_to"):
            controls.deliver_to(url)
        services = Services(
            http=self.http,
            now=lambda: datetime.now(UTC),
            public_url="http://shop.example",
            webhook_url=url,
        )
        return self.adapter.open(self.stage.settings(self.stage.base_url, account), services)

    def _controls(self, account: str) -> Any:
        make = self.stage.controls
        return make(self.stage.base_url, account) if make else None

    def _charge(self, plot: Case) -> Charge:
        offered = self.adapter.capabilities
        payment_id = str(new_id())
        amount = Money(WHOLE, next(each for each in CURRENCIES if each in offered.currencies))
        slow = [
            each.key
            for each in offered.methods
            if each.longest_pending_seconds and offered.accepts(amount, each.key)
        ]
        return Charge(
            key=f"start-{payment_id}",
            reference=payment_id,
            amount=amount,
            method=slow[0] if slow and plot.may_be_slow else None,
            description="REG-1",
            return_url="http://shop.example/thanks",
            cancel_url="http://shop.example/basket",
            buyer_email="ada@people.example",
            capture=plot.captures_at_once,
        )


def _is_longer(length: int, deliveries: list[Delivery]) -> bool:
    return len(deliveries) > length
