"""The front door of members."""

from turnout.modules.members.service import (
    accept_invitation,
    accept_with_new_account,
    find_person_with,
    get_invitation,
    is_member,
    list_members,
    people_with,
)
from turnout.modules.members.types import (
    AcceptedInvitation,
    NamedMember,
    NewAccount,
    OpenInvitation,
)
