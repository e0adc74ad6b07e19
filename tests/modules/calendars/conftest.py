"""A fake of a calendar provider, and a person who connects theirs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from tests.factories.people import MadeUser, make_user, person_context
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain, run_timed
from turnout_googlecalendar_fake import ControlClient
from turnout_googlecalendar_fake import fake as google_fake

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.calendars import api as calendars
from turnout_sdk.testing.kit import run_fake

GOOGLE = "google-calendar"
NOW_DUE = """
    UPDATE calendar_links SET due_at = %(now)s, leased_until = NULL WHERE due_at IS NOT NULL
"""


@pytest.fixture(scope="session")
def _google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_fake(google_fake, tmp_path_factory.mktemp("google-calendar")) as served:
        yield served.base_url


@pytest.fixture
def google(_google: str, app: Any) -> Iterator[ControlClient]:
    """The provider, with a client of the test's own that the operator set up."""
    current, account = runtime.current(), f"test{new_id().hex}"
    before = current.rules, current.settings
    allowed = current.rules.loopback_hosts | {urlsplit(_google).netloc}
    current.rules = replace(current.rules, loopback_hosts=allowed)
    values = {GOOGLE: google_fake.settings_for(account, base_url=_google)}
    current.settings = current.settings.model_copy(
        update={"calendars": SecretStr(json.dumps(values))}
    )
    yield ControlClient(_google, account)
    current.rules, current.settings = before


class Holder:
    """Somebody with an account who has a calendar at the provider."""

    def __init__(self, client: Any, google: ControlClient, shop: MadeShop) -> None:
        self.client, self.google, self.shop = client, google, shop
        self.user: MadeUser = make_user()
        self.name = self.user.email.partition("@")[0]

    @property
    def ctx(self) -> Any:
        return person_context(self.user)

    def connect(self) -> None:
        url = calendars.begin_link(self.ctx, GOOGLE)
        back = self.google.agree(url, person=self.name)
        calendars.finish_link(self.ctx, state=back["state"], code=back["code"])

    def disconnect(self) -> None:
        calendars.end_link(self.ctx, GOOGLE)

    def buy(self, quantity: int = 1) -> dict[str, Any]:
        basket = self.shop.basket(
            self.shop.add_type(capacity=50), quantity=quantity, email=self.user.email
        )
        answer = self.client.post(self.shop.orders_path, json=basket)
        assert answer.status_code == 201, answer.json
        drain()
        found: dict[str, Any] = answer.json
        return found

    def entries(self) -> list[dict[str, Any]]:
        return self.google.entries(self.name)

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
def holder(client: Any, google: ControlClient, shop: MadeShop, queued: Any) -> Holder:
    return Holder(client, google, shop)
