"""What chat messages offer to the modules above: an announcement shown in channels."""

from turnout.modules.chat_messages.service import (
    count_announced,
    everyone,
    queue_announcement,
    take_back_announcement,
    takes_announcements,
)
from turnout.modules.chat_messages.types import NewChatAnnouncement
