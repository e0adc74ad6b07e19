"""What PostgreSQL says of itself."""

from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.modules.platform_health.types import DatabaseLevels

DATABASE: Final = """
    SELECT sum(numbackends)::int AS connections,
        current_setting('max_connections')::int AS most_connections
    FROM pg_stat_database
"""


def get_database_levels(tx: Transaction) -> DatabaseLevels:
    """The connections of all databases: they share one limit."""
    return tx.query(DATABASE, into=DatabaseLevels)[0]
