"""Tables of accounting: the settings of exports."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0021_accounting"
down_revision = "0020_invoices"


def upgrade() -> None:
    _accounting_settings()


def _accounting_settings() -> None:
    op.execute("""
        CREATE TABLE accounting_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            chart text NOT NULL, accounts jsonb NOT NULL, tax_accounts jsonb NOT NULL,
            adviser_number bigint NOT NULL, client_number bigint NOT NULL,
            account_length bigint NOT NULL, fiscal_year_month bigint NOT NULL,
            is_final boolean NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_accounting_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_accounting_settings_organization_id UNIQUE (organization_id),
            CONSTRAINT fk_accounting_settings_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_accounting_settings_fiscal_year_month
                CHECK (fiscal_year_month BETWEEN 1 AND 12)
        )
    """)
    tenant_table("accounting_settings", app=("SELECT", "INSERT", "UPDATE"))
