"""What a team is told goes to its organization's channels as well."""

from turnout.modules.chat_messages import service
from turnout.modules.inbox.api import TEAM_TOLD

TEAM_TOLD.register(service.queue_told)
