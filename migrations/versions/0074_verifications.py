"""Verifications: what proves an organization, applications with documents, the badge."""

from alembic import op

from turnout.kernel.db.ddl import backfill, tenant_table

revision = "0074_verifications"
down_revision = "0073_merge_mails"
ACTOR = f"migration:{revision}"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE verifications (
            organization_id uuid NOT NULL CONSTRAINT fk_verifications_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, proofs jsonb NOT NULL, verified_at timestamptz,
            documents_until timestamptz, withdrawn_at timestamptz, withdrawn_by uuid,
            withdrawn_reason text NOT NULL, checked_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_verifications PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_verifications_organization_id UNIQUE (organization_id)
        );
        CREATE INDEX ix_verifications_checked_at ON verifications (checked_at);
        CREATE TABLE verification_applications (
            organization_id uuid NOT NULL CONSTRAINT fk_verification_applications_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL,
            state text NOT NULL CONSTRAINT ck_verification_applications_state
                CHECK (state IN ('waiting', 'approved', 'declined', 'withdrawn')),
            note text NOT NULL, reason text NOT NULL, requested_by uuid,
            requested_at timestamptz NOT NULL, decided_by uuid, decided_at timestamptz,
            CONSTRAINT pk_verification_applications PRIMARY KEY (organization_id, id)
        );
        CREATE UNIQUE INDEX uq_verification_applications_waiting
            ON verification_applications (organization_id) WHERE state = 'waiting';
        CREATE INDEX ix_verification_applications_queue
            ON verification_applications (id) WHERE state = 'waiting';
        CREATE TABLE verification_documents (
            organization_id uuid NOT NULL, id uuid NOT NULL, application_id uuid NOT NULL,
            name text NOT NULL, media_type text NOT NULL, bytes bigint NOT NULL,
            sha256 text NOT NULL, sealed bytea NOT NULL,
            CONSTRAINT pk_verification_documents PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_verification_documents_organization_id_application_id
                FOREIGN KEY (organization_id, application_id)
                REFERENCES verification_applications (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_verification_documents_organization_id_application_id
            ON verification_documents (organization_id, application_id);
        ALTER TABLE connections ADD COLUMN proven_account text NOT NULL DEFAULT '';
        ALTER TABLE discovery_organizations ADD COLUMN verified_by jsonb NOT NULL DEFAULT '[]'
    """)
    tenant_table("verifications", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",))
    tenant_table(
        "verification_applications", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",)
    )
    tenant_table(
        "verification_documents",
        app=("SELECT", "INSERT", "DELETE"),
        operator=("SELECT",),
        redact=("name", "sealed"),
    )
    backfill(
        """
        INSERT INTO verifications (organization_id, id, proofs, verified_at, withdrawn_reason,
            checked_at, version)
        SELECT organization_id, gen_random_uuid(), '["domain"]', min(proven_at), '', '-infinity', 1
        FROM organization_domains WHERE proven_at IS NOT NULL GROUP BY organization_id;
        UPDATE discovery_organizations d SET verified_by = v.proofs, version = d.version + 1
        FROM verifications v WHERE v.organization_id = d.organization_id
        """,
        tables=("verifications", "organization_domains", "discovery_organizations"),
        actor=ACTOR,
    )


def downgrade() -> None:
    op.execute("""
        ALTER TABLE discovery_organizations DROP COLUMN verified_by;
        ALTER TABLE connections DROP COLUMN proven_account;
        DROP TABLE verification_documents, verification_applications, verifications
    """)
