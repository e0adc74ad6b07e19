"""Hooks of notifications: modules above compose the mails about what they know."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.l10n.mail_templates import Rendered
from turnout.modules.notifications.types import ClaimedMail, Template
from turnout_sdk.email import OutgoingMail

Composer: TypeAlias = Callable[[OrganizationContext, ClaimedMail], OutgoingMail]
"""Puts a mail together; Superseded where it is not needed any more."""
_COMPOSERS: Final[dict[Template, Composer]] = {}
PLATFORM_COMPOSERS: Final[dict[Template, Callable[[ClaimedMail], OutgoingMail]]] = {}
"""Of mails that are no organization's: filled by the modules that know what they are about."""
RENDERINGS: Final = Hook[Callable[[UUID, UUID | None, ClaimedMail, Any], Rendered | None]]()
"""Renders a mail as its organization wrote it, by organization and event; None where it did not."""
COPIES: Final = Hook[Callable[[Transaction, ClaimedMail, OutgoingMail], None]]()
"""Keeps a copy of a mail whose attempt ended, in the commit that says so."""
TRIAL: Final = "trial"
"""Among a mail's details: what an organization wrote, sent to who wrote it."""
TRIALS: Final = Hook[Composer]()
"""Composes a trial."""


def register_composers(composers: Mapping[Template, Composer]) -> None:
    """Have a module above compose its templates; ValueError where another composes one already."""
    for template, composer in composers.items():
        if _COMPOSERS.setdefault(template, composer) is not composer:
            raise ValueError(f"two modules compose {template.value}")


def find_composer(template: Template) -> Composer | None:
    """Who composes a template, where that is a module above."""
    return _COMPOSERS.get(template)


def render_own(
    organization_id: UUID, event_id: UUID | None, mail: ClaimedMail, letter: Any
) -> Rendered | None:
    """The mail as its organization wrote it; None where it did not, or what it wrote fails."""
    found = (render(organization_id, event_id, mail, letter) for render in RENDERINGS)
    return next((each for each in found if each is not None), None)
