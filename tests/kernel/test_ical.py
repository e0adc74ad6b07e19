"""Text in calendars: another library reads exactly what was written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Event

from turnout.kernel.ical import CalendarText, calendar_list

LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"))


@example("\\N")
@example("C:\\New; a, b\\n")
@given(LINES)
def test_a_reader_sees_what_was_written(text):
    event = Event()
    event.add("summary", CalendarText(text))
    read = Event.from_ical(event.to_ical())
    assert str(read["SUMMARY"]) == text


@example(["\\N", "a,b"])
@given(st.lists(LINES.filter(bool), min_size=1))
def test_a_list_is_parted_only_between_its_members(texts):
    event = Event()
    event.add("categories", calendar_list(texts))
    read = Event.from_ical(event.to_ical())
    assert [str(each) for each in read["CATEGORIES"].cats] == texts


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_line_end_is_written_as_one(end):
    assert CalendarText(f"a{end}b").to_ical() == b"a\\nb"
