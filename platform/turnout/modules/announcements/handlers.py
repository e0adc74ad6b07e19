"""What announcements compose of the mails that leave."""

from turnout.modules.announcements.service import mails
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template

notifications.register_composers({Template.ANNOUNCEMENT: mails.compose})
