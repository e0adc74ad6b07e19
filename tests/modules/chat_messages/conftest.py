"""The fakes of chat services, and an organization that connected channels there."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.factories import work
from tests.factories.people import MadeOrganization, context_of, make_organization
from tests.modules.notifications.conftest import only_own_mails, platform_smtp, port
from turnout_microsoftteams_fake import fake as teams
from turnout_slack_fake import fake as slack

from turnout.kernel import cache, clock, runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.connections import api as connections
from turnout_sdk.fakes import Fake
from turnout_sdk.testing.kit import run_fake
from turnout_sdk.testing.provider.messages import MessageControls

__all__ = ("only_own_mails", "platform_smtp", "port")
FAKES: dict[str, Fake] = {"slack": slack, "microsoft-teams": teams}
STATES = """
    SELECT state FROM chat_messages WHERE organization_id = %(organization_id)s ORDER BY id
"""


@pytest.fixture(scope="session")
def _services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with ExitStack() as stack:
        yield {
            key: stack.enter_context(run_fake(fake, tmp_path_factory.mktemp(key))).base_url
            for key, fake in FAKES.items()
        }


@dataclass
class Channels:
    """The channels of one organization."""

    made: MadeOrganization
    addresses: dict[str, str]

    def account(self, key: str) -> str:
        return f"{self.made.id.hex}-{key}"

    def controls(self, key: str = "slack") -> MessageControls:
        return MessageControls(self.addresses[key], self.account(key))

    def connect(self, key: str = "slack", **said: Any) -> Any:
        values = FAKES[key].settings_for(self.account(key), base_url=self.addresses[key])
        new = connections.NewConnection(
            kind="chat", adapter_key=key, name=f"Channel by {key}", values={**values, **said}
        )
        made = connections.create_connection(context_of(self.made, self.made.owner), new)
        work.drain()
        return made

    def titles(self, key: str = "slack") -> list[str]:
        return [_title(json.loads(each)) for each in self.controls(key).received()]

    def states(self) -> list[str]:
        with transaction(system_in(self.made.id, "tests")) as tx:
            return [state for (state,) in tx.query(STATES, tx.here())]

    def shown(self, connection_id: Any) -> Any:
        ctx = context_of(self.made, self.made.owner)
        found = connections.list_connections(ctx)
        return next(each for each in found if each.id == connection_id)


def _title(said: Any) -> str:
    if "blocks" in said:
        return str(said["blocks"][0]["text"]["text"])
    return str(said["attachments"][0]["content"]["body"][0]["text"])


@pytest.fixture
def channels(_services: dict[str, str], client: Any, queued: Any) -> Iterator[Channels]:
    current = runtime.current()
    before = current.rules
    hosts = {urlsplit(each).netloc for each in _services.values()}
    current.rules = replace(before, loopback_hosts=before.loopback_hosts | hosts)
    made = make_organization()
    work.drain()  # that its owner joined is told before there is a channel
    yield Channels(made, _services)
    current.rules = before


def later(seconds: float) -> Any:
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


def rest_is_over(channels: Channels, connection: Any) -> None:
    """Let a second pass for a channel, without waiting for it."""
    name = cache.key(channels.made.id, "chat", "rests", connection.id)
    cache.delete(runtime.current().redis, name)


def sweep() -> None:
    work.run_timed("chat_messages.sweep")
    work.drain()
