"""The front door of closures."""

from turnout.modules.closures.errors import (
    AlreadySuspended,
    NotSuspended,
    OrganizationNotFound,
)
from turnout.modules.closures.service import (
    lift_suspension,
    list_suspensions,
    suspend_organization,
)
from turnout.modules.closures.types import Suspension
