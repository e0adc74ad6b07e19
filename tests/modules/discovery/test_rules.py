"""Names, texts and days as the read model has them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from turnout.modules.discovery import rules


def test_the_ends_of_the_calendar_have_a_time_in_every_zone() -> None:
    last, first = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
    assert rules.local(last, ZoneInfo("Asia/Tokyo")) == last
    assert rules.local(first, ZoneInfo("America/New_York")) == first
    noon = datetime(2030, 6, 1, 12, tzinfo=UTC)
    assert rules.local(noon, ZoneInfo("Asia/Tokyo")).hour == 21
