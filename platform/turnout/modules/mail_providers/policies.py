"""Who may hand mails over and hear of them: the platform itself."""

from typing import Final

OPEN: Final[dict[str, str]] = {
    "hand_over": "notifications, for whichever organization a mail belongs to",
}
