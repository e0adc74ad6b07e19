"""The front door of user_merges."""

from turnout.modules.user_merges.errors import UsersShareOrganization, UserUnmergeable
from turnout.modules.user_merges.types import MergeReport, UserMerge
