"""Hooks of notifications: modules above compose the mails about what they know."""

from collections.abc import Callable
from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.hooks import Hook
from turnout.modules.notifications.types import ClaimedMail
from turnout_sdk.email import OutgoingMail

COMPOSES_WAITLIST_MAIL: Final = Hook[Callable[[OrganizationContext, ClaimedMail], OutgoingMail]]()
"""Puts a mail about a place on a waitlist together; Superseded where it is not needed any more."""
