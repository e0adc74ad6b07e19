"""Questions that agencies answer: who comes in through one, and by which link they act.

Organizations stands below agencies and cannot import it.
"""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.organizations.types import MyAccess
from turnout.modules.roles.api import MembershipAccess

AGENCY_ACCESS: Final = Hook[Callable[[Transaction, UUID, UUID], list[MembershipAccess]]]()
"""Lists how a person (third) may act in an organization through agencies, asked as that person."""
AGENCY_CLIENTS: Final = Hook[Callable[[Transaction, UUID], list[MyAccess]]]()
"""Lists the organizations that a person may enter through agencies, asked as that person."""
LINK_OF_AGENCY: Final = Hook[Callable[[Transaction, UUID], UUID | None]]()
"""Names the active link of this organization to an agency; it cannot end before the commit."""
LINK_IS_ACTIVE: Final = Hook[Callable[[Transaction, UUID], bool]]()
"""Says whether a link is active; if so, it cannot end before the commit."""

MAY_GRANT: Final = Hook[Callable[[Transaction], None]]()
"""Refuses who may give nobody rights here, whatever their role carries."""


def access_through_agencies(
    tx: Transaction, organization_id: UUID, user_id: UUID
) -> list[MembershipAccess]:
    return [each for ask in AGENCY_ACCESS for each in ask(tx, organization_id, user_id)]


def clients_of_person(tx: Transaction, user_id: UUID) -> list[MyAccess]:
    return [each for ask in AGENCY_CLIENTS for each in ask(tx, user_id)]


def link_of_agency(tx: Transaction, agency_id: UUID) -> UUID | None:
    found = (ask(tx, agency_id) for ask in LINK_OF_AGENCY)
    return next((each for each in found if each is not None), None)


def is_active_link(tx: Transaction, link_id: UUID) -> bool:
    return any(ask(tx, link_id) for ask in LINK_IS_ACTIVE)


def require_may_grant(tx: Transaction) -> None:
    for ask in MAY_GRANT:
        ask(tx)
