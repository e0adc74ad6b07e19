"""A fake of a calendar provider, and a person who connects theirs."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from tests.factories.people import MadeUser, make_user, person_context
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain, run_timed
from turnout_googlecalendar_fake import fake as google_fake
from turnout_microsoftcalendar_fake import fake as microsoft_fake

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.calendars import api as calendars
from turnout_sdk.testing.kit import run_fake

GOOGLE, MICROSOFT = "google-calendar", "microsoft-calendar"
FAKES = {each.key: each for each in (google_fake, microsoft_fake)}
NOW_DUE = """
    UPDATE calendar_links SET due_at = %(now)s, leased_until = NULL WHERE due_at IS NOT NULL
"""


@pytest.fixture(scope="session")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of a provider's fake, which is started by the first test that wants it."""
    addresses: dict[str, str] = {}
    with ExitStack() as stack:

        def address(key: str) -> str:
            if key not in addresses:
                served = run_fake(FAKES[key], tmp_path_factory.mktemp(key))
                addresses[key] = stack.enter_context(served).base_url
            return addresses[key]

        yield address


@pytest.fixture(params=[GOOGLE, MICROSOFT])
def provider(_served: Callable[[str], str], app: Any, request: Any) -> Iterator[Any]:
    """A provider, with a client of the test's own that the operator set up."""
    key, current, account = request.param, runtime.current(), f"test{new_id().hex}"
    before = current.rules, current.settings
    base_url = _served(key)
    allowed = current.rules.loopback_hosts | {urlsplit(base_url).netloc}
    current.rules = replace(current.rules, loopback_hosts=allowed)
    values = {key: FAKES[key].settings_for(account, base_url=base_url)}
    current.settings = current.settings.model_copy(
        update={"calendars": SecretStr(json.dumps(values))}
    )
    controls: Any = FAKES[key].controls
    yield Provider(key, controls(base_url, account))
    current.rules, current.settings = before


class Provider:
    """A calendar's provider, and what its fake can be asked to do."""

    def __init__(self, key: str, controls: Any) -> None:
        self.key, self._controls = key, controls

    def __getattr__(self, name: str) -> Any:
        return getattr(self._controls, name)

    def shown(self, person: str) -> list[dict[str, str]]:
        """What a person's calendar shows, whoever provides it."""
        return [SHOWN[self.key](each) for each in self._controls.entries(person)]


SHOWN: dict[str, Callable[[dict[str, Any]], dict[str, str]]] = {
    GOOGLE: lambda event: {
        "title": event["summary"],
        "starts": _utc(event["start"]["dateTime"]),
        "place": event["location"],
        "text": f"{event['description']} {event['source']['url']}",
    },
    MICROSOFT: lambda event: {
        "title": event["subject"],
        "starts": _utc(event["start"]["dateTime"] + "+00:00"),
        "place": event["location"]["displayName"],
        "text": event["body"]["content"],
    },
}


def _utc(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).isoformat()[:16]


class Holder:
    """Somebody with an account who has a calendar at the provider."""

    def __init__(self, client: Any, provider: Provider, shop: MadeShop) -> None:
        self.client, self.provider, self.shop = client, provider, shop
        self.user: MadeUser = make_user()
        self.name = self.user.email.partition("@")[0]

    @property
    def ctx(self) -> Any:
        return person_context(self.user)

    def connect(self) -> None:
        url = calendars.begin_link(self.ctx, self.provider.key)
        back = self.provider.agree(url, person=self.name)
        calendars.finish_link(self.ctx, state=back["state"], code=back["code"])

    def disconnect(self) -> None:
        calendars.end_link(self.ctx, self.provider.key)

    def buy(self, quantity: int = 1) -> dict[str, Any]:
        basket = self.shop.basket(
            self.shop.add_type(capacity=50), quantity=quantity, email=self.user.email
        )
        answer = self.client.post(self.shop.orders_path, json=basket)
        assert answer.status_code == 201, answer.json
        drain()
        found: dict[str, Any] = answer.json
        return found

    def entries(self) -> list[dict[str, str]]:
        return self.provider.shown(self.name)

    def link(self) -> calendars.CalendarLink | None:
        return next(iter(calendars.list_links(self.ctx)), None)


def work() -> None:
    """Let facts be heard, and calendars that are due be looked at."""
    drain()
    run_timed("calendars.update_due")


def hurry() -> None:
    """Let every link be due now, however long it was to rest."""
    with transaction(SystemContext(job="tests.hurry")) as tx:
        tx.query(NOW_DUE, {"now": tx.now})


@pytest.fixture
def shop(app: Any) -> MadeShop:
    return make_shop()


@pytest.fixture
def holder(client: Any, provider: Provider, shop: MadeShop, queued: Any) -> Holder:
    return Holder(client, provider, shop)
