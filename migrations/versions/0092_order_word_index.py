"""Whether an order has a word is read in an index alone, without its other words."""

from alembic import op

revision = "0092_order_word_index"
down_revision = "0091_attendee_imports"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX ix_order_words_order_id_word ON order_words (organization_id, order_id, word);
        DROP INDEX ix_order_words_order_id
    """)


def downgrade() -> None:
    op.execute("""
        CREATE INDEX ix_order_words_order_id ON order_words (organization_id, order_id);
        DROP INDEX ix_order_words_order_id_word
    """)
