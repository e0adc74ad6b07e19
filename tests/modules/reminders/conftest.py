"""An event with attendees whose organizer defines reminders."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from tests.factories import work
from tests.factories.sales import make_shop
from tests.modules.announcements.conftest import TEXT, Announcer

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.time_zones import shift
from turnout.modules.reminders import deliveries
from turnout.modules.reminders.models import ReminderRow


@dataclass(slots=True)
class Organizer(Announcer):
    """Somebody who writes to attendees, and has it done at moments that follow the event."""

    @property
    def event(self) -> str:
        return f"{self.base}/events/{self.shop.event_id}"

    def ask(self, method: str, path: str, body: Any = None, *, expect: int = 200) -> Any:
        answer = self.client.open(
            f"{self.event}{path}", method=method, json=body, headers=self.owner
        )
        assert answer.status_code == expect, answer.json
        return answer.json if answer.data else None

    def define(self, *, expect: int = 201, **said: Any) -> Any:
        body = {"anchor": "start", "days": -1, "texts": [TEXT], "segment": {}, **said}
        return self.ask("POST", "/reminders", body, expect=expect)

    def reminder(self, one: Any) -> Any:
        return self.ask("GET", f"/reminders/{one['id']}")

    def move(self, **times: Any) -> None:
        """Change the event, and let its reminders follow."""
        self.ask("PATCH", "", times)
        work.drain()

    def due(self) -> list[UUID]:
        """What the tick would find of this organization."""
        found = deliveries.list_due(SystemContext(job="test"))
        return [one for home, one in found if home == self.shop.organization.id]

    def tick(self) -> None:
        """What the platform does every few seconds, in this organization."""
        for one in self.due():
            deliveries.send_if_due(system_in(self.shop.organization.id, "reminders.send"), one)

    def tick_at(self, moment: datetime) -> None:
        with clock.frozen(moment):
            self.tick()

    def written_to(self, one: Any) -> list[str]:
        """Who has a mail of a reminder once its announcement began."""
        with transaction(self.platform) as tx:
            sent_by = tx.session.get_one(ReminderRow, (tx.organization_id, UUID(one["id"])))
            announcement_id = sent_by.announcement_id
        if announcement_id is None:
            return []
        self.queue(announcement_id)
        return [each.recipient for each in self.mails(announcement_id)]


@pytest.fixture
def organizer(client, queued) -> Organizer:
    made = Organizer(client, make_shop())
    work.drain()
    return made


def moment(text: str | None) -> datetime:
    assert text is not None
    return datetime.fromisoformat(text)


def days_from(instant: datetime, days: int) -> datetime:
    """So many days later on the clocks where the events of these tests are."""
    return shift(instant, ZoneInfo("Europe/Brussels"), timedelta(days=days))


MINUTE = timedelta(minutes=1)
