"""The front door of the tokens of directories."""

from turnout.modules.scim_tokens.policies import (
    JOB,
    MANAGE,
    require_can_manage,
    require_directory,
)
from turnout.modules.scim_tokens.service import (
    create_token,
    directory_of,
    list_requests,
    list_tokens,
    note_done,
    note_refused,
    revoke_token,
    rotate_token,
)
from turnout.modules.scim_tokens.types import NewScimToken
