"""The answers of agencies to organizations: who comes in through one, and by which link."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.agencies import queries, service
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import MembershipAccess
from turnout.modules.second_factor_policies import api as second_factor_policies


@organizations.AGENCY_ACCESS.register
def access_of(tx: Transaction, organization_id: UUID, user_id: UUID) -> list[MembershipAccess]:
    return queries.list_access(tx, organization_id, user_id=user_id)


@organizations.AGENCY_CLIENTS.register
def clients_of(tx: Transaction, user_id: UUID) -> list[organizations.MyAccess]:
    return queries.list_my_clients(tx, user_id)


@organizations.LINK_OF_AGENCY.register
def link_of(tx: Transaction, agency_id: UUID) -> UUID | None:
    found = queries.share_active_link(tx, agency_id=agency_id)
    return found.id if found else None


@organizations.LINK_IS_ACTIVE.register
def is_active(tx: Transaction, link_id: UUID) -> bool:
    return queries.share_active_link(tx, link_id=link_id) is not None


@second_factor_policies.PEOPLE.register
def people_of(organization_id: UUID) -> list[UUID]:
    return service.list_people(organization_id)


@organizations.MAY_GRANT.register
def require_unlimited(tx: Transaction) -> None:
    service.require_unlimited(tx)
