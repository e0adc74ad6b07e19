"""Domains of organizations; one that is proven belongs to one organization only."""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, operator_policy, platform_table, tenant_table

revision = "0049_domains"
down_revision = "0048_sso"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE organization_domains (
            organization_id uuid NOT NULL CONSTRAINT fk_organization_domains_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, host text NOT NULL, token text NOT NULL, leads_here boolean NOT NULL,
            proven_at timestamptz, checked_at timestamptz, missing_since timestamptz,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_organization_domains PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_organization_domains_organization_id_host
                UNIQUE (organization_id, host)
        );
        CREATE TABLE proven_hosts (
            id uuid CONSTRAINT pk_proven_hosts PRIMARY KEY,
            host text NOT NULL CONSTRAINT uq_proven_hosts_host UNIQUE,
            belongs_to uuid NOT NULL, domain_id uuid NOT NULL,
            CONSTRAINT fk_proven_hosts_belongs_to_domain_id FOREIGN KEY (belongs_to, domain_id)
                REFERENCES organization_domains (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_proven_hosts_belongs_to_domain_id ON proven_hosts (belongs_to, domain_id)
    """)
    tenant_table("organization_domains", operator=("SELECT",))
    # One host never belongs to two organizations, and none sees whose another one is.
    op.execute(f"""
        ALTER TABLE proven_hosts ENABLE ROW LEVEL SECURITY;
        ALTER TABLE proven_hosts FORCE ROW LEVEL SECURITY;
        CREATE POLICY own ON proven_hosts TO turnout_app, turnout_owner
            USING (belongs_to = {ORGANIZATION}) WITH CHECK (belongs_to = {ORGANIZATION})
    """)
    operator_policy("proven_hosts", ("SELECT",))
    platform_table("proven_hosts", app=("SELECT", "INSERT", "DELETE"), operator=())


def downgrade() -> None:
    op.execute("DROP TABLE proven_hosts; DROP TABLE organization_domains")
