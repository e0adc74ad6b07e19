"""Sales partners as parts of other statements."""

from typing import Final

ACTIVE_PARTNER: Final = """
    SELECT p.id FROM sales_partners p
    WHERE p.organization_id = %(organization_id)s AND p.state = 'active'
        AND (p.key = %(partner_key)s OR p.api_token_id = %(api_token_id)s)
"""
"""The sales partner of a code, or of an API token: one of the two is named, the other is null."""

PARTNER_NAMES: Final = "(SELECT organization_id, id AS sales_partner_id, name FROM sales_partners)"
"""What sales partners are called. The caller names the organization."""
