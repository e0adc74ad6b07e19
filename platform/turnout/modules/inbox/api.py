"""The front door of inboxes."""

from turnout.modules.inbox.models import MessageKind
from turnout.modules.inbox.rules import gist_of
from turnout.modules.inbox.service import (
    count_announced,
    count_unread_of_me,
    deliver,
    list_of_me,
    mark_all_of_me_read,
    mark_of_me_read,
    tell_member,
    tell_team,
)
from turnout.modules.inbox.types import (
    InboxMessage,
    NewAttendeeMessage,
    NewTeamMessage,
)
