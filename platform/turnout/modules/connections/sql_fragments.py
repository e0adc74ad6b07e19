"""What others compose: whether an organization has a service for challenges, or for texts."""

from typing import Final

HAS_CHALLENGE_SERVICE: Final = """
    SELECT 1 FROM connections c
    WHERE c.organization_id = %(organization_id)s AND c.kind = 'challenge'
        AND c.state = 'active'
"""
"""For EXISTS."""

HAS_TEXT_SERVICE: Final = """
    SELECT 1 FROM connections c
    WHERE c.organization_id = %(organization_id)s AND c.kind = 'sms' AND c.state = 'active'
"""
"""For EXISTS."""
