"""What the log says of notes and tags is found by their order, even once they are gone."""

from alembic import op

revision = "0082_order_timeline"
down_revision = "0081_order_index_owner"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX ix_audit_entries_notes_of_order
            ON audit_entries (organization_id, (coalesce(after ->> 'order_id', before ->> 'order_id')))
            WHERE table_name IN ('order_notes', 'order_tag_links')
    """)


def downgrade() -> None:
    op.execute("DROP INDEX ix_audit_entries_notes_of_order")
