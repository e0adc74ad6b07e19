"""What inboxes get goes to devices as well."""

from turnout.modules.inbox.api import MESSAGES_WRITTEN
from turnout.modules.push_messages import delivery

MESSAGES_WRITTEN.register(delivery.queue_written)
