"""Disputes: alerts, the draft of their evidence, and what was sent to the provider."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0095_disputes"
down_revision = "0094_platform_statistics"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE disputes (
            organization_id uuid NOT NULL, id uuid NOT NULL, payment_id uuid NOT NULL,
            state text NOT NULL, respond_by timestamptz, alerted_at timestamptz,
            reminded_at timestamptz, version bigint NOT NULL DEFAULT 1,
            text text NOT NULL DEFAULT '', topics jsonb NOT NULL DEFAULT '[]',
            chosen_files jsonb NOT NULL DEFAULT '[]',
            CONSTRAINT pk_disputes PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_disputes_organization_id_payment_id
                FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id),
            CONSTRAINT ck_disputes_state CHECK (state IN ('open', 'won', 'lost'))
        );
        CREATE INDEX ix_disputes_payment_id ON disputes (organization_id, payment_id);
        CREATE INDEX ix_disputes_respond_by ON disputes (respond_by)
            WHERE state = 'open' AND reminded_at IS NULL;
        CREATE TABLE dispute_responses (
            organization_id uuid NOT NULL, id uuid NOT NULL, dispute_id uuid NOT NULL,
            kind text NOT NULL, key text NOT NULL, content jsonb NOT NULL, state text NOT NULL,
            standing text, error text NOT NULL DEFAULT '', attempts bigint NOT NULL DEFAULT 0,
            is_unclear boolean NOT NULL DEFAULT false, asked_at timestamptz NOT NULL,
            asked_by text NOT NULL, sent_at timestamptz, due_at timestamptz,
            finished_at timestamptz,
            CONSTRAINT pk_dispute_responses PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_dispute_responses_organization_id_dispute_id
                FOREIGN KEY (organization_id, dispute_id) REFERENCES disputes (organization_id, id),
            CONSTRAINT uq_dispute_responses_key UNIQUE (organization_id, key),
            CONSTRAINT ck_dispute_responses_kind CHECK (kind IN ('evidence', 'acceptance')),
            CONSTRAINT ck_dispute_responses_state
                CHECK (state IN ('planned', 'sending', 'done', 'refused', 'unknown'))
        );
        CREATE UNIQUE INDEX uq_dispute_responses_standing
            ON dispute_responses (organization_id, dispute_id) WHERE state <> 'refused';
        CREATE INDEX ix_dispute_responses_dispute_id
            ON dispute_responses (organization_id, dispute_id, asked_at);
        CREATE INDEX ix_dispute_responses_due_at ON dispute_responses (due_at)
            WHERE due_at IS NOT NULL;
    """)
    tenant_table("disputes", operator=("SELECT",), redact=("text",))
    tenant_table("dispute_responses", operator=("SELECT",), redact=("content",))


def downgrade() -> None:
    op.execute("DROP TABLE dispute_responses, disputes")
