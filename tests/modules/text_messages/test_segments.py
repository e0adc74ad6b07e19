"""How long a text is: GSM-7 and UCS-2, at their borders, and never split within a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.text_messages.segments import BASIC, EXTENDED, measure


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),
        ("ä" * 70, "GSM-7", 70, 1),
        ("и" * 70, "UCS-2", 70, 1),
        ("и" * 71, "UCS-2", 71, 2),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 36, "UCS-2", 72, 2),
        ("a" * 66 + "😀" + "a" * 66, "UCS-2", 134, 3),
    ],
)
def test_texts_are_measured_as_carriers_do(text, encoding, units, segments):
    found = measure(text)
    assert (found.encoding, found.units, found.segments) == (encoding, units, segments)


@given(text=st.text(max_size=700))
def test_a_text_has_room_for_itself_and_no_segment_to_spare(text):
    found = measure(text)
    is_gsm = all(each in BASIC | EXTENDED for each in text)
    assert (found.encoding == "GSM-7") == is_gsm
    single, several = (160, 153) if is_gsm else (70, 67)
    room = single if found.segments == 1 else several * found.segments
    assert found.units <= room
    assert 0 <= found.left <= single
    assert found.segments == 1 or found.units > single
