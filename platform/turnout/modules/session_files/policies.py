"""Who tends session files: whoever may edit the programme, by the policies of events."""

from typing import Final

OPEN: Final[dict[str, str]] = {
    "discard_file": "cleans up after a use case that has judged who asks",
}
