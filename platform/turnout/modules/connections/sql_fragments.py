"""What others compose: whether an organization uses a service that judges challenges."""

from typing import Final

HAS_CHALLENGE_SERVICE: Final = """
    SELECT 1 FROM connections c
    WHERE c.organization_id = %(organization_id)s AND c.kind = 'challenge'
        AND c.state = 'active'
"""
"""For EXISTS."""
