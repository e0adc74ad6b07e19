"""Who may connect a calendar: each person their own."""

from typing import Final

OPEN: Final[dict[str, str]] = {
    "begin_link": "a person connects their own calendar",
    "finish_link": "a person connects their own calendar; the state is theirs",
    "end_link": "a person disconnects their own calendar",
    "list_links": "a person sees their own calendars",
}
"""Use cases without a permission of their own, and who may call them."""
