"""What other modules may ask of organizations."""

from turnout.modules.organizations.errors import (
    AlreadyMember,
    InvitationClosed,
    InvitationNotFound,
    LastOwner,
    NoLegalText,
    OrganizationSuspended,
    OwnersOnly,
    SecondFactorDemanded,
    SlugTaken,
)
from turnout.modules.organizations.hooks import (
    AGENCY_ACCESS,
    AGENCY_CLIENTS,
    LINK_IS_ACTIVE,
    LINK_OF_AGENCY,
    MAY_GRANT,
)
from turnout.modules.organizations.policies import (
    MANAGE,
    MEMBERS_MANAGE,
    MEMBERS_READ,
    OWN,
    agency_of,
    require_owner,
)
from turnout.modules.organizations.queries.invitations import list_open_addresses
from turnout.modules.organizations.queries.members import (
    find_member,
    find_member_of,
    list_members,
    list_owner_ids,
)
from turnout.modules.organizations.queries.profile import (
    find_organization,
    get_organization,
    list_file_uses,
    lock_organization,
    lock_state,
    page_values,
    set_orders_full,
)
from turnout.modules.organizations.queries.tenants import (
    find_tenant,
    list_memberships_of,
    search_tenants,
)
from turnout.modules.organizations.rules import (
    RESERVED,
    address_of,
    clean_legal_texts,
    in_language,
    is_proved,
    locale_errors,
    name_errors,
    raise_if,
    slug_errors,
)
from turnout.modules.organizations.service.invitations import (
    accept_invitation,
    find_invitation_mail,
    invite_member,
    list_invitations,
    list_unsent_invitations,
    lock_invitation,
    mark_invitation_sent,
    organization_of_invitation,
    require_invitable,
    require_sender,
    resend_invitation,
    revoke_invitation,
    write_invitation,
)
from turnout.modules.organizations.service.members import (
    acting_link,
    add_member,
    admit,
    context_by,
    end_grants_of_link,
    end_membership_of,
    leave_organization,
    list_my_access,
    list_my_organizations,
    membership_of,
    remove_member,
    replace_owners,
    update_member,
)
from turnout.modules.organizations.service.profile import (
    branding_of,
    change_state,
    create_organization,
    find_by_slug,
    get_legal_text,
    list_legal_texts,
    list_legal_versions,
    list_organization_ids,
    numbers_in_force,
    publish_legal_text,
    require_open,
    set_logo,
    set_state,
    show_organization,
    update_organization,
    withdraw_legal_text,
)
from turnout.modules.organizations.types import (
    Branding,
    Font,
    FoundOrganization,
    Invitation,
    InvitationMail,
    Kind,
    LegalKind,
    LegalText,
    LegalVersion,
    LegalWording,
    Member,
    MyAccess,
    MyOrganization,
    NewInvitation,
    NewOrganization,
    Organization,
    OrganizationUpdate,
    PersonMembership,
)
