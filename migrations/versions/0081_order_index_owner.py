"""The order index belongs to its organization, and follows orders without referencing them."""

from alembic import op

revision = "0081_order_index_owner"
down_revision = "0080_jobs"


def upgrade() -> None:
    # Rows whose own id is a reference cannot be held apart by organization; it is a read model.
    op.execute("""
        ALTER TABLE order_index DROP CONSTRAINT fk_order_index_organization_id_id;
        ALTER TABLE order_index ADD CONSTRAINT fk_order_index_organization_id
            FOREIGN KEY (organization_id) REFERENCES organizations (id)
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE order_index DROP CONSTRAINT fk_order_index_organization_id;
        ALTER TABLE order_index ADD CONSTRAINT fk_order_index_organization_id_id
            FOREIGN KEY (organization_id, id) REFERENCES orders (organization_id, id)
            ON DELETE CASCADE
    """)
