"""What people said about emails of a kind: choices by topic and channel, and proof of each."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, platform_table, tenant_table

revision = "0078_consents"
down_revision = "0077_second_factor_policies"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE consent_records (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            topic text NOT NULL, event_id uuid, email text NOT NULL,
            is_given boolean NOT NULL, source text NOT NULL, wording text NOT NULL,
            recorded_at timestamptz NOT NULL,
            CONSTRAINT pk_consent_records PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_consent_records_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_consent_records_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_consent_records_topic
                CHECK (topic IN ('new-events', 'event-changes', 'invitations')),
            CONSTRAINT ck_consent_records_source
                CHECK (source IN ('unsubscribe-link', 'preferences', 'organizer-page', 'api'))
        );
        CREATE INDEX ix_consent_records_organization_id_email
            ON consent_records (organization_id, email);
        CREATE INDEX ix_consent_records_organization_id_event_id
            ON consent_records (organization_id, event_id);
        CREATE TABLE notification_choices (
            id uuid CONSTRAINT pk_notification_choices PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_notification_choices_user_id REFERENCES users (id),
            topic text NOT NULL, channel text NOT NULL, is_on boolean NOT NULL,
            source text NOT NULL, wording text NOT NULL, decided_at timestamptz NOT NULL,
            CONSTRAINT ck_notification_choices_topic
                CHECK (topic IN ('new-events', 'event-changes', 'invitations')),
            CONSTRAINT ck_notification_choices_channel
                CHECK (channel IN ('email', 'sms', 'push', 'in-app')),
            CONSTRAINT ck_notification_choices_source CHECK (source IN ('preferences', 'api'))
        );
        CREATE INDEX ix_notification_choices_user_id
            ON notification_choices (user_id, topic, channel, id);
        CREATE INDEX ix_mail_opt_outs_email ON mail_opt_outs (email)
    """)
    tenant_table("consent_records", app=("SELECT", "INSERT", "DELETE"), redact=("email",))
    platform_table("notification_choices", app=("SELECT",))
    operator_policy("mail_opt_outs", ("SELECT",))


def downgrade() -> None:
    op.execute("""
        DROP POLICY operator ON mail_opt_outs;
        REVOKE ALL ON mail_opt_outs FROM turnout_operator;
        DROP INDEX ix_mail_opt_outs_email;
        DROP TABLE notification_choices;
        DROP TABLE consent_records
    """)
