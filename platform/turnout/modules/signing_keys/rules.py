"""When the next signing key is made. Pure."""

from datetime import datetime, timedelta
from typing import Final

KEY_SIGNS: Final = timedelta(days=30)
KEY_PUBLISHED_AHEAD: Final = timedelta(hours=24)
KEY_OVERLAP: Final = timedelta(hours=1)
"""A key verifies this much longer than it signs: four times the life of an access token."""


def needs_new_key(newest_signs_until: datetime | None, now: datetime) -> bool:
    """Whether the next signing key should be made now, so that it is published before it signs."""
    return newest_signs_until is None or newest_signs_until - KEY_PUBLISHED_AHEAD <= now
