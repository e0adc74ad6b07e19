"""Who may change the search index: jobs and operators' commands."""

from typing import Final

OPEN: Final[dict[str, str]] = {}
"""Use cases without a permission of their own, and who may call them."""
