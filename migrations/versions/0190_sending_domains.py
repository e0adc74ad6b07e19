"""Domains from which organizations send, and what left by each on a day of its warm-up."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0190_sending_domains"
down_revision = "0186_chat_messages"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE sending_domains (
            organization_id uuid NOT NULL, id uuid NOT NULL, domain text NOT NULL,
            local_part text NOT NULL, signed_by text NOT NULL, state text NOT NULL,
            is_used boolean NOT NULL, selectors jsonb NOT NULL, keys bytea,
            public_keys jsonb NOT NULL, findings jsonb NOT NULL, checked_at timestamptz,
            verified_at timestamptz, failing_since timestamptz, created_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_sending_domains PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_sending_domains_organization_id_domain
                UNIQUE (organization_id, domain),
            CONSTRAINT fk_sending_domains_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_sending_domains_state
                CHECK (state IN ('pending', 'verified', 'failing')),
            CONSTRAINT ck_sending_domains_signed_by CHECK (signed_by IN ('platform', 'provider'))
        );
        CREATE UNIQUE INDEX uq_sending_domains_used ON sending_domains (organization_id)
            WHERE is_used;
        CREATE INDEX ix_sending_domains_checked_at ON sending_domains
            (organization_id, checked_at);
        CREATE TABLE sending_domain_days (
            organization_id uuid NOT NULL, id uuid NOT NULL, domain_id uuid NOT NULL,
            day date NOT NULL, announced bigint NOT NULL,
            CONSTRAINT pk_sending_domain_days PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_sending_domain_days_organization_id_domain_id_day
                UNIQUE (organization_id, domain_id, day),
            CONSTRAINT fk_sending_domain_days_domain_id
                FOREIGN KEY (organization_id, domain_id)
                REFERENCES sending_domains (organization_id, id) ON DELETE CASCADE
        );
        ALTER TABLE mail_attempts ADD COLUMN sender_domain text NOT NULL DEFAULT ''
    """)
    tenant_table("sending_domains", operator=("SELECT",), redact=("keys",))
    tenant_table("sending_domain_days")


def downgrade() -> None:
    op.execute("""
        ALTER TABLE mail_attempts DROP COLUMN sender_domain;
        DROP TABLE sending_domain_days;
        DROP TABLE sending_domains
    """)
