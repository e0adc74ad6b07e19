"""Who composes the mail of a scheduled report."""

from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template
from turnout.modules.saved_reports import mails

notifications.register_composers({Template.SALES_REPORT: mails.compose})
