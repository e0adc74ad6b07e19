"""The answers of members to modules below: who may act in an organization by a membership."""

from uuid import UUID

from turnout.modules.members import service
from turnout.modules.second_factor_policies import api as second_factor_policies


@second_factor_policies.PEOPLE.register
def people_of(organization_id: UUID) -> list[UUID]:
    return service.list_user_ids(organization_id)
