"""Embeds: the sites that may frame an organization's checkout, and where an order was framed."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0195_embeds"
down_revision = "0190_sending_domains"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE embed_origins (
            organization_id uuid NOT NULL, id uuid NOT NULL, origin text NOT NULL,
            note text NOT NULL, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_embed_origins PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_embed_origins_organization_id_origin UNIQUE (organization_id, origin)
        );
        CREATE INDEX ix_embed_origins_created_at
            ON embed_origins (organization_id, created_at, id);
        ALTER TABLE orders ADD COLUMN embedding_origin text
    """)
    tenant_table("embed_origins")


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP COLUMN embedding_origin")
    op.execute("DROP TABLE embed_origins")
