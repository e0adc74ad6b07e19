"""Settings of exports: under which accounts an organization's books are exported."""

from dataclasses import asdict

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.accounting.types import BookSettings

COLUMNS = """
    chart, accounts, tax_accounts, adviser_number, client_number, account_length,
    fiscal_year_month, is_final, version
"""
FIND = f"SELECT {COLUMNS} FROM accounting_settings WHERE organization_id = %(organization_id)s"
SAVE = f"""
    INSERT INTO accounting_settings (organization_id, id, {COLUMNS})
    VALUES (%(organization_id)s, %(id)s, %(chart)s, %(accounts)s::jsonb, %(tax_accounts)s::jsonb,
        %(adviser_number)s, %(client_number)s, %(account_length)s, %(fiscal_year_month)s,
        %(is_final)s, 1)
    ON CONFLICT (organization_id) DO UPDATE SET chart = excluded.chart,
        accounts = excluded.accounts, tax_accounts = excluded.tax_accounts,
        adviser_number = excluded.adviser_number, client_number = excluded.client_number,
        account_length = excluded.account_length,
        fiscal_year_month = excluded.fiscal_year_month, is_final = excluded.is_final,
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
