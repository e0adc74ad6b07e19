"""Names, texts and days as the read model has them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from turnout.modules.discovery import rules


def test_room_2_stands_before_room_10() -> None:
    rooms = ["K.10", "K.2", "Janson", "K.2 annex"]
    assert sorted(rooms, key=rules.natural) == ["Janson", "K.2", "K.2 annex", "K.10"]


def test_the_text_of_a_description_has_no_markup() -> None:
    html = "<p>Tea &amp; cake</p><p>by the <em>water</em></p>"
    assert rules.plain(html) == "Tea & cake by the water"


def test_the_ends_of_the_calendar_have_a_time_in_every_zone() -> None:
    last, first = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
    assert rules.local(last, ZoneInfo("Asia/Tokyo")) == last
    assert rules.local(first, ZoneInfo("America/New_York")) == first
    noon = datetime(2030, 6, 1, 12, tzinfo=UTC)
    assert rules.local(noon, ZoneInfo("Asia/Tokyo")).hour == 21
