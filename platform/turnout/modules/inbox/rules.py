"""Decisions about inboxes. Pure."""

import re
from datetime import timedelta
from typing import Final

from turnout.modules.inbox.models import MessageKind

KEPT: Final = timedelta(days=180)
MOST: Final = 500
"""Messages of one organization that a person keeps; the oldest go first."""
MOST_COUNTED: Final = 1_000
LONGEST_TITLE: Final = 200
LONGEST_BODY: Final = 2_000
ADDRESS: Final = re.compile(r"https?://|www\.")
GATHERED: Final = frozenset(
    {
        MessageKind.ORDER_REVIEW,
        MessageKind.APPLICATION,
        MessageKind.SESSION_FILE,
        MessageKind.MEMBER_JOINED,
    }
)
"""Kinds of which the next one only raises the count of what was not read yet."""


def gist_of(text: str) -> str:
    """The first paragraph of a mail's text that says something: no greeting, no address."""
    paragraphs = re.split(r"\n\s*\n", text.split("\n-- \n", 1)[0].strip())
    for paragraph in paragraphs:
        lines = [" ".join(line.split()) for line in paragraph.splitlines() if line.strip()]
        if lines and lines[0].rstrip().endswith((",", "،")):
            lines = lines[1:]
        said = " ".join(lines)
        if said and not ADDRESS.search(said):
            return cut(said, LONGEST_BODY)
    return ""


def cut(text: str, longest: int) -> str:
    """The text, at most so long; what is cut ends with an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
