"""Message templates: an organization's own words for its mails, with the versions published."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0145_message_templates"
down_revision = "0135_kiosks"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE message_templates (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid,
            message text NOT NULL, language text NOT NULL, content jsonb NOT NULL,
            published_number bigint, version bigint NOT NULL, created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            CONSTRAINT pk_message_templates PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_message_templates_organization_id_event_id_message_language
                UNIQUE NULLS NOT DISTINCT (organization_id, event_id, message, language),
            CONSTRAINT fk_message_templates_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE TABLE message_template_versions (
            organization_id uuid NOT NULL, id uuid NOT NULL, template_id uuid NOT NULL,
            number bigint NOT NULL, content jsonb NOT NULL, published_at timestamptz NOT NULL,
            published_by text NOT NULL,
            CONSTRAINT pk_message_template_versions PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_message_template_versions_organization_id_template_id_number
                UNIQUE (organization_id, template_id, number),
            CONSTRAINT fk_message_template_versions_organization_id_template_id
                FOREIGN KEY (organization_id, template_id)
                REFERENCES message_templates (organization_id, id) ON DELETE CASCADE
        );
        ALTER TABLE organizations
            ADD COLUMN has_message_templates boolean NOT NULL DEFAULT false
    """)
    tenant_table("message_templates")
    tenant_table("message_template_versions")


def downgrade() -> None:
    op.execute("ALTER TABLE organizations DROP COLUMN has_message_templates")
    op.execute("DROP TABLE message_template_versions")
    op.execute("DROP TABLE message_templates")
