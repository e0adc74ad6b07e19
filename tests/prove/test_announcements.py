"""An announcement to 100,000 people: how long until all are queued, and how little memory.

Mails are written down in portions, each with how far it came in one transaction, so the memory of
the process holds one portion. Times are judged on a machine that does nothing else.
"""

import time
import tracemalloc
from typing import Any
from uuid import UUID

import pytest

from tests.factories.many_orders import fill_orders
from tests.factories.sales import MadeShop, make_shop
from tests.faults.mailing import SEGMENT, TEXT
from tests.prove.counts import PROVE, is_busy
from tests.prove.results import record_result
from turnout.app import create_app
from turnout.kernel.context import system_in
from turnout.kernel.settings import Settings
from turnout.modules.announcements.service import announcements, portions
from turnout.modules.announcements.types import NewAnnouncement

pytestmark = pytest.mark.usefixtures("plain_postgresql")  # orders are filled past the policies
ORDERS = 112_000 if PROVE else 3_000
"""One in ten has expired, and nobody writes to its buyer."""
RECIPIENTS = ORDERS - ORDERS // 10
PROMISED_SECONDS = 60.0
PROMISED_BYTES = 40_000_000


@pytest.fixture(scope="module")
def shop(settings: Settings) -> MadeShop:
    """An event with its orders, all of them in the index."""
    create_app(settings)
    made = make_shop()
    assert settings.database_owner_url is not None
    url = settings.database_owner_url.get_secret_value()
    fill_orders(url, made, made.add_type(), count=ORDERS)
    return made


def begun(shop: MadeShop) -> UUID:
    new = NewAnnouncement(texts=[TEXT], segment=SEGMENT)
    made = announcements.create_announcement(shop.organizer, shop.event_id, new)
    announcements.schedule(shop.organizer, shop.event_id, made.id, send_at=None, version=None)
    return made.id


def queue(shop: MadeShop, announcement_id: UUID) -> None:
    inside = system_in(shop.organization.id, "announcements.send")
    while portions.queue_portion(inside, announcement_id):
        pass


def shown(shop: MadeShop, announcement_id: UUID) -> Any:
    return announcements.get_announcement(shop.organizer, shop.event_id, announcement_id)


def test_everybody_is_queued_in_time(shop: MadeShop) -> None:
    was_busy = is_busy()
    began = time.perf_counter()
    found = announcements.count_audience(shop.organizer, shop.event_id, SEGMENT)
    counted = time.perf_counter() - began
    assert found.count == RECIPIENTS
    made = begun(shop)
    began = time.perf_counter()
    queue(shop, made)
    queued = time.perf_counter() - began
    assert shown(shop, made).report.queued == RECIPIENTS
    said = f"{RECIPIENTS} recipients: counted in {counted:.1f} s, queued in {queued:.0f} s"
    print(said)  # noqa: T201  figures are what this proof is for
    record_result("an announcement", said)
    if PROVE and not was_busy:
        assert queued < PROMISED_SECONDS, said


def test_memory_does_not_grow_with_the_recipients(shop: MadeShop) -> None:
    made = begun(shop)
    tracemalloc.start()
    queue(shop, made)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    said = f"{most / 1e6:.1f} MB at most for {RECIPIENTS} recipients"
    print(said)  # noqa: T201  figures are what this proof is for
    record_result("memory of an announcement", said)
    assert shown(shop, made).report.queued == RECIPIENTS
    assert most < PROMISED_BYTES, said


def test_pausing_takes_all_of_it_back_and_resuming_writes_it_again(shop: MadeShop) -> None:
    made = begun(shop)
    queue(shop, made)
    began = time.perf_counter()
    paused = announcements.pause(shop.organizer, shop.event_id, made)
    record_result("pausing an announcement", f"{time.perf_counter() - began:.1f} s")
    assert paused.report.queued == 0
    announcements.resume(shop.organizer, shop.event_id, made)
    queue(shop, made)
    assert shown(shop, made).report.queued == RECIPIENTS
