"""Which tables an organization has rows in."""

from collections.abc import Iterable

from turnout.kernel.db.tx import Transaction


def list_filled(tx: Transaction, tables: Iterable[str]) -> set[str]:
    """Those of the tables, each with an `organization_id`, that have rows of this organization.

    The names come from the registry, which takes nothing but names.
    """
    asked = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS"
        f" (SELECT FROM {name} WHERE organization_id = %(organization_id)s)"
        for name in sorted(tables)
    )
    return {name for (name,) in tx.query(asked, tx.here())} if asked else set()
