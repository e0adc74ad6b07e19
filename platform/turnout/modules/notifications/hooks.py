"""Hooks of notifications: modules above compose the mails about what they know."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from turnout.kernel.context import OrganizationContext
from turnout.modules.notifications.types import ClaimedMail, Template
from turnout_sdk.email import OutgoingMail

Composer: TypeAlias = Callable[[OrganizationContext, ClaimedMail], OutgoingMail]
"""Puts a mail together; Superseded where it is not needed any more."""
_COMPOSERS: Final[dict[Template, Composer]] = {}


def register_composers(composers: Mapping[Template, Composer]) -> None:
    """Have a module above compose its templates; ValueError where another composes one already."""
    for template, composer in composers.items():
        if _COMPOSERS.setdefault(template, composer) is not composer:
            raise ValueError(f"two modules compose {template.value}")


def find_composer(template: Template) -> Composer | None:
    """Who composes a template, where that is a module above."""
    return _COMPOSERS.get(template)
