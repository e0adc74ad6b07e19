"""Names with letters that few keyboards have are indexed anew, and words of scripts with vowel signs.

The search of orders and attendees keeps their words by plain letters: `soren` for Søren.
"""

from turnout.kernel.db.ddl import backfill

revision = "0236_typed_letters"
down_revision = "0235_search_titles"
AGAIN = r"""
    UPDATE order_index o SET is_stale = true
    WHERE NOT is_stale AND EXISTS (SELECT FROM order_words w
        WHERE w.organization_id = o.organization_id AND w.order_id = o.id
            AND w.word ~ '[łøđðħıŧæœþ\u0900-\u109f\u1780-\u17ff]')
"""


def upgrade() -> None:
    backfill(AGAIN, tables=("order_index", "order_words"), actor="system:migrations.order-search")


def downgrade() -> None:
    """Leave the words as they are: what looks for them then finds most of them."""
