"""The front door of blocked addresses."""

from turnout.modules.blocked_addresses.gate import named_by, require_not_blocked, to_blocks
from turnout.modules.blocked_addresses.service import create_address
from turnout.modules.blocked_addresses.types import Block, NewBlockedAddress
