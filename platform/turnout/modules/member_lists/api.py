"""The front door of member lists."""

from turnout.modules.member_lists.errors import MemberNumberRefused
from turnout.modules.member_lists.service import (
    create_list,
    find_list,
    find_numbers,
    import_numbers,
    require_units,
    return_uses,
    take_uses,
    take_uses_again,
)
from turnout.modules.member_lists.types import MemberList, UsableNumber
