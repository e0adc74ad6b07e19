"""A push service that opens what it is given, and people who subscribe a browser behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from tests.factories import work
from tests.factories.people import MadeUser, bearer, make_user
from tests.modules.notifications.conftest import only_own_mails, platform_smtp, port
from turnout_webpush_fake import Controls
from turnout_webpush_fake import fake as webpush_fake

from turnout.kernel import cache, clock, runtime
from turnout.kernel.context import Actor, ActorKind, PersonContext
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.quiet_hours import api as quiet_hours
from turnout.modules.quiet_hours.api import QuietHours
from turnout_sdk.push import Subscription
from turnout_sdk.testing.kit import run_fake

__all__ = ("only_own_mails", "platform_smtp", "port")
MINE = "/api/v1/me/push-subscriptions"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(scope="session")
def _push_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_fake(webpush_fake, tmp_path_factory.mktemp("web-push")) as served:
        yield served.base_url


@dataclass
class Browsers:
    """The browsers of one test, and the API by which people subscribe them."""

    client: Any
    address: str
    account: str

    @property
    def controls(self) -> Controls:
        return Controls(self.address, self.account)

    def device(self, name: str = "phone") -> Subscription:
        return self.controls.device(name, base_url=self.address)

    def received(self) -> list[dict[str, Any]]:
        return [msgspec.json.decode(each) for each in self.controls.received()]

    def titles(self) -> list[str]:
        return [each["title"] for each in self.received()]

    def subscribe(
        self,
        user: MadeUser,
        device: Subscription,
        *,
        audience: str = "team",
        status: int = 200,
        **said: Any,
    ) -> Any:
        body = {"address": device.address, "keys": dict(device.keys), "audience": audience} | said
        headers = bearer(user) | {"User-Agent": FIREFOX}
        answer = self.client.post(MINE, json=body, headers=headers)
        assert answer.status_code == status, answer.json
        return answer.json

    def listed(self, user: MadeUser) -> Any:
        return self.client.get(MINE, headers=bearer(user)).json

    def leave(self, user: MadeUser, made: Any, *, status: int = 204, **query: str) -> None:
        answer = self.client.delete(
            f"{MINE}/{made['id']}", headers=bearer(user), query_string=query
        )
        assert answer.status_code == status, answer.json


@pytest.fixture
def browsers(_push_service: str, client: Any, queued: Any) -> Iterator[Browsers]:
    current = runtime.current()
    before = current.rules
    allowed = before.loopback_hosts | {urlsplit(_push_service).netloc}
    current.rules = replace(before, loopback_hosts=allowed)
    forget_rest(_push_service)
    yield Browsers(client, _push_service, f"test{new_id().hex}")
    current.rules = before


def forget_rest(address: str) -> None:
    """The rest that a push service asked for is over: Redis counts it by its own clock."""
    name = cache.key(None, "push", "rests", urlsplit(address).netloc)
    cache.delete(runtime.current().redis, name)


def awake(user: MadeUser) -> MadeUser:
    """Somebody who keeps no quiet hours, at whatever time the test runs."""
    hours = QuietHours(is_on=False, starts="21:00", ends="08:00")
    actor = Actor(ActorKind.USER, str(user.id))
    quiet_hours.set_quiet_hours(PersonContext(user_id=user.id, actor=actor), hours)
    return user


@pytest.fixture
def ada(app: Any) -> MadeUser:
    return awake(make_user())


def end_logins(user: MadeUser) -> None:
    actor = Actor(ActorKind.USER, str(user.id))
    identity.sign_out_everywhere(PersonContext(user_id=user.id, actor=actor))


def later(seconds: float) -> Any:
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


def sweep() -> None:
    work.run_timed("push_messages.sweep")
    work.drain()
