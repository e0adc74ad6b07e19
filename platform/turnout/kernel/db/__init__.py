"""The database: engines, transactions, migrations, what every table gets."""
