"""An organization's look and its legal texts with their versions; what buyers agreed to."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0031_branding"
down_revision = "0030_change_email"


def upgrade() -> None:
    _organizations()
    _legal_texts()
    _orders()
    _pages()


def _organizations() -> None:
    # The current number of each text stands on the organization's own row, which the sale's one
    # statement reads anyway: buying asks nothing more of the database than before.
    op.execute("""
        ALTER TABLE organizations
            ADD COLUMN font text NOT NULL DEFAULT 'sans',
            ADD COLUMN logo_file_id uuid,
            ADD COLUMN terms_number bigint,
            ADD COLUMN privacy_number bigint,
            ADD COLUMN imprint_number bigint,
            ADD CONSTRAINT ck_organizations_font CHECK (font IN ('sans', 'serif', 'mono')),
            ADD CONSTRAINT fk_organizations_id_logo_file_id
                FOREIGN KEY (id, logo_file_id) REFERENCES files (organization_id, id)
    """)
    op.execute("CREATE INDEX ix_organizations_id_logo_file_id ON organizations (id, logo_file_id)")


def _legal_texts() -> None:
    op.execute("""
        CREATE TABLE legal_texts (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            kind text NOT NULL,
            number bigint NOT NULL,
            texts jsonb NOT NULL,
            published_at timestamptz NOT NULL,
            published_by text NOT NULL,
            CONSTRAINT pk_legal_texts PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_legal_texts_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT uq_legal_texts_organization_id_kind_number
                UNIQUE (organization_id, kind, number),
            CONSTRAINT ck_legal_texts_kind CHECK (kind IN ('terms', 'privacy', 'imprint')),
            CONSTRAINT ck_legal_texts_number CHECK (number > 0)
        )
    """)
    # A version never changes and never goes: orders refer to the words that buyers agreed to.
    tenant_table("legal_texts", app=("SELECT", "INSERT"))


def _orders() -> None:
    op.execute("""
        ALTER TABLE orders
            ADD COLUMN accepted_terms bigint,
            ADD COLUMN accepted_privacy bigint,
            ADD COLUMN accepted_at timestamptz,
            ADD CONSTRAINT ck_orders_accepted CHECK (
                (accepted_terms IS NULL) = (accepted_at IS NULL)
                AND (accepted_privacy IS NULL OR accepted_terms IS NOT NULL))
    """)


def _pages() -> None:
    op.execute("""
        ALTER TABLE discovery_organizations
            ADD COLUMN font text NOT NULL DEFAULT 'sans',
            ADD COLUMN logo jsonb,
            ADD COLUMN legal jsonb NOT NULL DEFAULT '{}'
    """)
