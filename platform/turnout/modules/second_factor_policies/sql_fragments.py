"""Fragments of SQL that other modules' queries may compose."""

from typing import Final

_ASKED: Final = """
    (SELECT {column} FROM second_factor_policies p
        WHERE p.organization_id = {organization} AND {asks})
"""
_OF_MEMBER: Final = {"organization": "m.organization_id", "asks": "p.roles ? m.role"}
# A link whose scope is listed by permissions has no role that says how much it opens.
_OF_LINK: Final = {
    "organization": "l.organization_id",
    "asks": "(p.roles ?| ARRAY[m.role, l.role] OR (l.permissions IS NOT NULL"
    " AND jsonb_array_length(p.roles) > 0))",
}
_OF_ROLE: Final = "coalesce((p.role_demands ->> m.role)::timestamptz, p.demanded_from)"
_FIRST_OF_LINK: Final = """
    coalesce((SELECT min(d.at::timestamptz) FROM jsonb_each_text(p.role_demands) AS d (role, at)
        WHERE d.role IN (m.role, l.role) OR l.permissions IS NOT NULL), p.demanded_from)
"""
DEMANDED_OF_MEMBER: Final = _ASKED.format(column=_OF_ROLE, **_OF_MEMBER)
"""From when the organization of a membership `m` asks its role for a second factor, or NULL."""
SSO_COUNTS_OF_MEMBER: Final = _ASKED.format(column="p.counts_sso", **_OF_MEMBER)
DEMANDED_OF_LINK: Final = _ASKED.format(column=_FIRST_OF_LINK, **_OF_LINK)
"""From when the client of a link `l` asks the member `m` of its agency for one, or NULL."""
