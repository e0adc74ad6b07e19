"""Messages that are rows: what the tables of pushes, chats and texts have in common."""

from datetime import timedelta

import pytest

from turnout.kernel.messaging.delivery_queue import growing_delay

FIRST, LONGEST = timedelta(seconds=5), timedelta(minutes=15)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 5), (1, 5), (2, 10), (3, 20), (8, 640), (9, 900), (10_000, 900)]
)
def test_a_delay_doubles_up_to_the_longest(attempts: int, seconds: int) -> None:
    assert growing_delay(attempts, first=FIRST, longest=LONGEST).total_seconds() == seconds
