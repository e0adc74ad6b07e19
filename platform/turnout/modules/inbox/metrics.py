"""What is counted of inboxes."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.inbox.models import InboxAudience

MESSAGES: Final = counter(
    "turnout_inbox_messages",
    "Messages put into inboxes, by whose inboxes they are",
    audience=tuple(each.value for each in InboxAudience),
)
