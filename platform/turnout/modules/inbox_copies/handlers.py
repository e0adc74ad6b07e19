"""Whatever mail left has its copy written down in the same commit."""

from turnout.modules.inbox_copies import service
from turnout.modules.notifications import api as notifications

notifications.COPIES.register(service.deliver_copy)
