"""Who may connect a calendar: each person their own."""

from typing import Final

OPEN: Final[dict[str, str]] = {
    "finish_link": "a person connects their own calendar; the state is theirs",
    "list_links": "a person sees their own calendars",
}
"""Use cases without a permission of their own, and who may call them."""
