"""Any story of a ticket and a calendar ends with exactly one right entry, or none."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.factories.redis_lines import redis_of
from tests.factories.sales import make_shop
from tests.modules.calendars.conftest import Holder, hurry, work
from tests.modules.notifications.test_personal_calendars import Story
from tests.prove.counts import PROVE

from turnout.kernel import cache, runtime
from turnout.kernel.db.tx import transaction
from turnout.modules.calendars import api as calendars
from turnout.modules.events import api as events

LOST = {"lost": (200, 500, 200, 500), "quota": (429, 429), "down": (500,) * 6}
STEPS = (
    *("move", "postpone", "cancel", "transfer", "return", "connect", "disconnect"),
    *("expire", "take back", "work", *LOST),
)


class Life(Holder):
    """A person with two tickets, whose calendar and provider go their own ways."""

    def __init__(self, client, provider):
        super().__init__(client, provider, make_shop())
        self.order = self.buy(quantity=2)
        self.story = Story.of(client, self.shop, self.order)

    def take(self, step: str) -> None:
        match step:
            case "connect":
                self._unless_ending(self.connect)
            case "disconnect" if self.link() is not None and self.link().state != "revoked":
                # Without access nothing can be removed: what was there then stays.
                self._unless_ending(self.disconnect)
            case "expire":
                self.provider.expire_tokens(self.name)
            case "take back" if self.link() is None or self.link().state == "connected":
                self.provider.take_back(self.name)
                work()
            case "work":
                work()
            case _ if step in LOST:
                self.provider.answer_next(*LOST[step])
                work()
            case "connect" | "disconnect" | "take back":
                return
            case _:
                self.story.take(step)

    def settle(self) -> None:
        """Let the provider be well again, and every rest be over."""
        self.provider.answer_next()
        self._look_again()
        link = self.link()
        if link is not None and link.state == "revoked":
            self.connect()
            self._look_again()

    def _look_again(self) -> None:
        for _ in range(3):
            _let_circuits_close()
            hurry()
            work()

    def _unless_ending(self, act) -> None:
        try:
            act()
        except (calendars.CalendarEnding, calendars.CalendarNotFound, calendars.CalendarAway):
            work()

    def expected(self) -> list[str]:
        link = self.link()
        mine, _, state = self.story.read()
        if link is None or link.state != "connected" or not mine or state != "published":
            return []
        with transaction(self.shop.organizer) as tx:
            return [events.get_event(tx, self.shop.event_id).starts_at.isoformat()[:16]]


def _let_circuits_close() -> None:
    redis = redis_of(runtime.current().redis)
    for name in redis.scan_iter(f"{cache.key(None, 'circuit')}*"):
        redis.delete(name)


@pytest.mark.usefixtures("queued")
@settings(max_examples=10 if PROVE else 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=2, max_size=8))
@example(steps=["connect", "lost", "move", "expire", "transfer", "transfer"])
@example(steps=["connect", "work", "lost", "disconnect", "quota", "connect"])
@example(steps=["connect", "work", "cancel", "down", "work"])
@example(steps=["connect", "work", "postpone", "disconnect", "down"])
@example(steps=["connect", "work", "take back", "cancel", "work"])
def test_any_story_ends_with_one_right_entry_or_none(client, provider, steps):
    life = Life(client, provider)
    for step in steps:
        life.take(step)
    life.settle()
    assert [each["starts"] for each in life.entries()] == life.expected(), steps
