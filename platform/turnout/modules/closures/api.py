"""The front door of closures."""

from turnout.modules.closures.commands import add_commands
from turnout.modules.closures.errors import (
    AlreadyClosing,
    AlreadySuspended,
    ClosureNotFound,
    EventsToCome,
    NotSuspended,
    OrganizationNotFound,
)
from turnout.modules.closures.service.closures import (
    close_organization,
    export_organization,
    find_closure,
    reopen_organization,
)
from turnout.modules.closures.service.data_exports import export_data
from turnout.modules.closures.service.deletions import (
    get_deletion_report,
    get_own_deletion_report,
)
from turnout.modules.closures.service.notices import owners_of
from turnout.modules.closures.service.notices import queue as notify_owners
from turnout.modules.closures.service.suspensions import (
    lift_suspension,
    list_suspensions,
    suspend_organization,
)
from turnout.modules.closures.types import Closure, DeletionReport, KeptRows, Suspension
