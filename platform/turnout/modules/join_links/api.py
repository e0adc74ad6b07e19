"""The front door of personal join links."""

from turnout.modules.join_links.errors import JoiningNotOpen, JoiningOver, JoinLinkNotOffered
from turnout.modules.join_links.rules import is_offered
from turnout.modules.join_links.service import (
    count_joined,
    find_invitation,
    join,
    link_paths,
    renew_link,
)
from turnout.modules.join_links.types import JoinInvitation, JoinLink, JoinState
