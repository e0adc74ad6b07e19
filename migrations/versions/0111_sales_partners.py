"""Sales partners: who sells besides the organization, and which orders came by them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0111_sales_partners"
down_revision = "0110_session_files"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE sales_partners (
            organization_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL,
            code text NOT NULL, key text NOT NULL, contact_name text NOT NULL,
            contact_email text NOT NULL, note text NOT NULL, api_token_id uuid,
            state text NOT NULL, version bigint NOT NULL, created_at timestamptz NOT NULL,
            created_by text NOT NULL,
            CONSTRAINT pk_sales_partners PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_sales_partners_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_sales_partners_organization_id_api_token_id
                FOREIGN KEY (organization_id, api_token_id)
                REFERENCES api_tokens (organization_id, id),
            CONSTRAINT uq_sales_partners_key UNIQUE (organization_id, key),
            CONSTRAINT uq_sales_partners_api_token_id UNIQUE (organization_id, api_token_id),
            CONSTRAINT ck_sales_partners_state CHECK (state IN ('active', 'archived'))
        );
        ALTER TABLE orders ADD COLUMN sales_partner_id uuid;
        ALTER TABLE orders ADD CONSTRAINT fk_orders_organization_id_sales_partner_id
            FOREIGN KEY (organization_id, sales_partner_id)
            REFERENCES sales_partners (organization_id, id);
        CREATE INDEX ix_orders_sales_partner_id ON orders (organization_id, sales_partner_id)
            WHERE sales_partner_id IS NOT NULL
    """)
    tenant_table("sales_partners")


def downgrade() -> None:
    op.execute("""
        ALTER TABLE orders DROP COLUMN sales_partner_id;
        DROP TABLE sales_partners
    """)
