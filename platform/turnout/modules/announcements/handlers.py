"""What announcements compose of the mails that leave, and which texts are not to any more."""

from turnout.modules.announcements.service import mails, texts
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.text_messages import api as text_messages
from turnout.modules.text_messages.api import TextPurpose

notifications.register_composers({Template.ANNOUNCEMENT: mails.compose})
text_messages.register_guards({TextPurpose.ANNOUNCEMENT: texts.find_objection})
