"""Tables of notifications: mails of organizations and of the platform, batches, opt-outs."""

from alembic import op

from turnout.kernel.db.ddl import platform_table, tenant_table

revision = "0022_notifications"
down_revision = "0021_reconciliation"

DELIVERY = """
            message_id text NOT NULL, template text NOT NULL,
            recipient text NOT NULL, recipient_name text NOT NULL, locale text NOT NULL,
            source_id uuid NOT NULL, details jsonb NOT NULL,
            state text NOT NULL, reason text NOT NULL, attempts bigint NOT NULL,
            queued_at timestamptz NOT NULL, due_at timestamptz NOT NULL,
            handed_out_at timestamptz, leased_until timestamptz,
            sent_at timestamptz, provider_ref text NOT NULL
""".strip()
"""The columns of a mail, whether an organization's or the platform's."""

SWEPT = (
    "organization_id", "id", "source_id", "state", "queued_at", "due_at", "handed_out_at",
    "leased_until",
)  # fmt: skip
"""What the sweep reads of a mail."""


def upgrade() -> None:
    _mails()
    _platform_mails()
    _notification_batches()
    _mail_opt_outs()


def _mails() -> None:
    op.execute(f"""
        CREATE TABLE mails (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            {DELIVERY},
            order_id uuid, event_id uuid,
            CONSTRAINT pk_mails PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_mails_organization_id_message_id UNIQUE (organization_id, message_id),
            CONSTRAINT fk_mails_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_mails_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_mails_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT ck_mails_state CHECK (state IN ('queued', 'sending', 'sent', 'failed'))
        );
        CREATE INDEX ix_mails_organization_id_order_id_id ON mails (organization_id, order_id, id);
        CREATE INDEX ix_mails_due
            ON mails (organization_id, due_at) WHERE state IN ('queued', 'sending')
    """)
    # The sweep claims ids and counts what waits; it never sees who is written to.
    tenant_table(
        "mails",
        operator=(
            f"SELECT ({', '.join(SWEPT)})",
            "UPDATE (handed_out_at)",
        ),
    )


def _platform_mails() -> None:
    op.execute(f"""
        CREATE TABLE platform_mails (
            id uuid NOT NULL,
            {DELIVERY},
            CONSTRAINT pk_platform_mails PRIMARY KEY (id),
            CONSTRAINT uq_platform_mails_message_id UNIQUE (message_id),
            CONSTRAINT ck_platform_mails_state
                CHECK (state IN ('queued', 'sending', 'sent', 'failed'))
        );
        CREATE INDEX ix_platform_mails_due
            ON platform_mails (due_at) WHERE state IN ('queued', 'sending')
    """)
    platform_table("platform_mails")


def _notification_batches() -> None:
    op.execute("""
        CREATE TABLE notification_batches (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            template text NOT NULL, event_id uuid, content jsonb NOT NULL, last_seen text NOT NULL,
            told bigint NOT NULL, due_at timestamptz, created_at timestamptz NOT NULL,
            done_at timestamptz,
            CONSTRAINT pk_notification_batches PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_notification_batches_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_notification_batches_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_notification_batches_organization_id_event_id
            ON notification_batches (organization_id, event_id);
        CREATE INDEX ix_notification_batches_due
            ON notification_batches (organization_id, due_at) WHERE due_at IS NOT NULL
    """)
    tenant_table(
        "notification_batches",
        operator=("SELECT (organization_id, id, due_at)",),
        redact=("content", "last_seen"),
    )


def _mail_opt_outs() -> None:
    op.execute("""
        CREATE TABLE mail_opt_outs (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            topic text NOT NULL, event_id uuid, email text NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_mail_opt_outs PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_mail_opt_outs_organization_id_topic_event_id_email
                UNIQUE NULLS NOT DISTINCT (organization_id, topic, event_id, email),
            CONSTRAINT fk_mail_opt_outs_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_mail_opt_outs_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_mail_opt_outs_topic CHECK (topic IN ('event', 'invitations'))
        );
        CREATE INDEX ix_mail_opt_outs_organization_id_event_id
            ON mail_opt_outs (organization_id, event_id)
    """)
    tenant_table("mail_opt_outs", redact=("email",))
