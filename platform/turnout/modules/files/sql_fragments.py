"""How a table says where it uses files: in a column, and by links in its texts."""

from collections.abc import Sequence
from typing import Final

LINK: Final = "/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
"""The part of a file's address that names it."""


def file_uses(table: str, *, event: str, file: str | None = None, texts: Sequence[str] = ()) -> str:
    """Select (file, event) of each use in a table of those of `file_ids`, for `FileUse`.

    `event` and `texts` are expressions over the table, `t`; NULL as the event says that the use
    is the organization's.
    """
    parts = []
    if file is not None:
        parts.append(
            f"SELECT t.{file} AS file_id, {event} AS event_id FROM {table} t"
            f" WHERE t.organization_id = %(organization_id)s AND t.{file} = ANY(%(file_ids)s)"
        )
    if texts:
        text = " || ' ' || ".join(f"coalesce({each}, '')" for each in texts)
        parts.append(
            f"SELECT link.found[1]::uuid, {event} FROM {table} t"
            f" CROSS JOIN LATERAL regexp_matches({text}, '{LINK}', 'gi') AS link (found)"
            " WHERE t.organization_id = %(organization_id)s"
            " AND link.found[1]::uuid = ANY(%(file_ids)s)"
        )
    return " UNION ".join(parts)
