"""The front door of support access."""

from turnout.modules.support_access.errors import SupportAccessGranted, SupportAccessNotFound
from turnout.modules.support_access.service import (
    end_access,
    enter,
    find_access,
    grant_access,
    list_access,
    list_all_active,
    list_visits,
)
from turnout.modules.support_access.types import (
    ActiveSupportAccess,
    Level,
    SupportAccess,
    SupportVisit,
)
