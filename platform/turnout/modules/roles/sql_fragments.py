"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

RIGHTS_OF_MEMBER: Final = """
    (SELECT r.permissions FROM custom_roles r
        WHERE r.organization_id = m.organization_id AND r.key = m.role)
"""
"""What the own role of a membership `m` carries; NULL where it has a built-in one."""
