"""Settings of exports: under which accounts an organization's books are exported."""

from dataclasses import asdict, fields

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.accounting.types import BookSettings

STATED = tuple(each.name for each in fields(BookSettings) if each.name != "version")
COLUMNS = f"{', '.join(STATED)}, version"
FIND = f"SELECT {COLUMNS} FROM accounting_settings WHERE organization_id = %(organization_id)s"
SAVE = f"""
    INSERT INTO accounting_settings (organization_id, id, {COLUMNS})
    VALUES (%(organization_id)s, %(id)s, {", ".join(f"%({name})s" for name in STATED)}, 1)
    ON CONFLICT (organization_id) DO UPDATE
        SET {", ".join(f"{name} = excluded.{name}" for name in STATED)},
            version = accounting_settings.version + 1
        WHERE %(seen)s::bigint IS NULL OR accounting_settings.version = %(seen)s
    RETURNING {COLUMNS}
"""


def find_settings(tx: Transaction) -> BookSettings | None:
    """Find the organization's settings; None while it has set nothing."""
    where = {"organization_id": tx.organization_id}
    return next(iter(tx.query(FIND, where, into=BookSettings.of)), None)


def save_settings(
    tx: Transaction, settings: BookSettings, *, seen: int | None
) -> BookSettings | None:
    """Replace the settings; None when they are no longer the version that was `seen`."""
    values = asdict(settings) | {
        "accounts": as_json(settings.accounts),
        "tax_accounts": as_json([asdict(each) for each in settings.tax_accounts]),
        "organization_id": tx.organization_id,
        "id": new_id(),
        "seen": seen,
    }
    return next(iter(tx.query(SAVE, values, into=BookSettings.of)), None)
