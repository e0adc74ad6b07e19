"""Words of published events, looked up by likeness: a mistyped search is put right.

`turnout discovery rebuild` fills them for what was indexed before; until then such events are
found by words that are typed right. The extension is a trusted one: the owner may create it.
"""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0036_typing_errors"
down_revision = "0035_roles"


def upgrade() -> None:
    op.execute("""
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE TABLE discovery_words (word text NOT NULL,
            CONSTRAINT pk_discovery_words PRIMARY KEY (word));
        CREATE INDEX ix_discovery_words_alike ON discovery_words USING gin (word gin_trgm_ops)
    """)
    platform_table("discovery_words", operator=("SELECT", "INSERT"))


def downgrade() -> None:
    op.execute("DROP TABLE discovery_words; DROP EXTENSION pg_trgm")
