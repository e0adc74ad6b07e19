"""What announcements offer to the modules above: content that is checked, shown, tried and sent."""

from turnout.modules.announcements.content import SegmentSchema, channels_field, texts_field
from turnout.modules.announcements.models import AnnouncementChannel
from turnout.modules.announcements.policies import (
    READ,
    SEND,
    require_can_read,
    require_can_send,
)
from turnout.modules.announcements.service.announcements import (
    sound_announcement,
    start_announcement,
)
from turnout.modules.announcements.service.mails import preview_content, queue_test
from turnout.modules.announcements.types import (
    EMAIL_ONLY,
    AnnouncementPreview,
    AnnouncementText,
    NewAnnouncement,
    Segment,
)
