"""Fragments of SQL that other modules' queries may compose."""

CHANGES_SINCE = """
    (SELECT organization_id, table_name, row_id, before FROM audit_entries
    WHERE organization_id = %(organization_id)s AND position > %(covered)s
    UNION ALL
    SELECT organization_id, table_name, row_id, before FROM audit_entries
    WHERE organization_id = %(organization_id)s AND position IS NULL)
"""
"""What changed in the rows of an organization after a place in its chain, unsealed changes too.

`covered` is a place that was read, by `last_position`, before what it stands for was read: an
entry never gets a place before an earlier commit's, so nothing is missed. `before` is what the row
was, null for a new one. The caller names the organization.
"""
