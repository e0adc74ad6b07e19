"""The front door of inboxes."""

from turnout.modules.inbox.hooks import MESSAGES_WRITTEN, TEAM_TOLD
from turnout.modules.inbox.models import InboxAudience, MessageKind
from turnout.modules.inbox.notices import find_notice
from turnout.modules.inbox.rules import GATHERED, gist_of
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
    InboxNotice,
    NewAttendeeMessage,
    NewTeamMessage,
    WrittenMessage,
)
from turnout.modules.inbox.words import words_of
