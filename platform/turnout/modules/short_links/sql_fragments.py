"""Short links as a table, for reports that name them."""

from typing import Final

LINK_NAMES: Final = "(SELECT organization_id, code, name FROM short_links)"
"""The name of each short link by its code. The caller names the organization."""
