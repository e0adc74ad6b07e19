"""What opt-outs do when something happened below."""

from turnout.modules.email_changes import api as email_changes
from turnout.modules.opt_outs import service

email_changes.ADDRESS_CHANGED.register(service.follow_address)
