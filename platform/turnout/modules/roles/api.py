"""The front door of roles."""

from turnout.modules.roles.errors import AgencyShutOut, AgencySignInNeeded, BeyondOwnRights
from turnout.modules.roles.membership_cache import epoch_of as epoch_of_access
from turnout.modules.roles.membership_cache import find as find_access
from turnout.modules.roles.membership_cache import invalidate as invalidate_access
from turnout.modules.roles.membership_cache import invalidate_all as invalidate_all_access
from turnout.modules.roles.membership_cache import names_of as names_of_access
from turnout.modules.roles.membership_cache import put as remember_access
from turnout.modules.roles.membership_cache import read as read_access
from turnout.modules.roles.rules import (
    ABSENT,
    agency_refusal,
    best_access,
    carried_permissions,
    has_required_factor,
    is_grantable,
    is_proved,
    permissions_of,
    rights_of,
)
from turnout.modules.roles.service import (
    create_role,
    delete_role,
    find_rights,
    get_role,
    list_roles,
    require_agency_sign_in,
    require_own_rights,
    require_valid_grant,
    update_role,
)
from turnout.modules.roles.types import (
    AgencySignIn,
    Grant,
    MembershipAccess,
    NewRole,
    Role,
    RoleUpdate,
    event_ids_of,
)
