"""Who may set up the directory, and who acts as one: those whom its tokens are for."""

from typing import Final

from turnout.modules.scim_tokens import api as tokens

MANAGE: Final = tokens.MANAGE
JOB: Final = tokens.JOB

require_can_manage = tokens.require_can_manage
require_directory = tokens.require_directory
