"""News for people whom a change concerns, invitations to private events, lists of one session."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, tenant_table

revision = "0029_news"
down_revision = "0028_passes"


def upgrade() -> None:
    _news()
    _invitations()
    _feeds()
    _lists()
    _rounds()
    _opt_outs()


def _news() -> None:
    op.execute("""
        CREATE TABLE event_news (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            kind text NOT NULL,
            session_id uuid,
            before jsonb NOT NULL,
            ticket_ids jsonb,
            user_ids jsonb,
            first_noted_at timestamptz NOT NULL,
            noted_at timestamptz NOT NULL,
            CONSTRAINT pk_event_news PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_news_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_event_news_kind CHECK (kind IN ('published', 'event', 'session')),
            CONSTRAINT ck_event_news_session_id CHECK (
                (kind = 'session') = (session_id IS NOT NULL)),
            CONSTRAINT uq_event_news_organization_id_event_id_kind_session_id
                UNIQUE NULLS NOT DISTINCT (organization_id, event_id, kind, session_id)
        )
    """)
    tenant_table("event_news", redact=("ticket_ids", "user_ids"))
    operator_policy(
        "event_news", ("SELECT (organization_id, event_id, kind, first_noted_at, noted_at)",)
    )


def _invitations() -> None:
    op.execute("""
        CREATE TABLE event_invitations (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            email text NOT NULL,
            name text NOT NULL,
            locale text NOT NULL,
            serial bigint NOT NULL,
            key_id text NOT NULL,
            secret_hash bytea NOT NULL,
            created_at timestamptz NOT NULL,
            asked_at timestamptz NOT NULL,
            mailed_at timestamptz,
            opened_at timestamptz,
            withdrawn_at timestamptz,
            expires_at timestamptz,
            CONSTRAINT pk_event_invitations PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_invitations_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_event_invitations_organization_id_event_id_email
                UNIQUE (organization_id, event_id, email)
        )
    """)
    op.execute("""
        CREATE INDEX ix_event_invitations_organization_id_asked_at
        ON event_invitations (organization_id, asked_at)
    """)
    tenant_table("event_invitations", redact=("secret_hash", "email", "name"))


def _feeds() -> None:
    op.execute("ALTER TABLE events ADD COLUMN feed_salt bytea")
    op.execute("ALTER TABLE agendas ADD COLUMN feed_salt bytea")


def _lists() -> None:
    # A session that is deleted leaves its list behind, closed: who came in stays on record.
    op.execute("""
        ALTER TABLE checkin_lists
            ADD COLUMN scope text NOT NULL DEFAULT 'event',
            ADD COLUMN session_id uuid,
            ADD CONSTRAINT ck_checkin_lists_scope CHECK (
                scope IN ('event', 'session') AND (session_id IS NULL OR scope = 'session')
                AND NOT (is_default AND scope = 'session')),
            ADD CONSTRAINT fk_checkin_lists_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE SET NULL (session_id)
    """)
    op.execute("""
        CREATE INDEX ix_checkin_lists_organization_id_session_id
        ON checkin_lists (organization_id, session_id)
    """)


def _rounds() -> None:
    op.execute("""
        CREATE TABLE news_rounds (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            template text NOT NULL,
            event_id uuid,
            content jsonb NOT NULL,
            last_seen text NOT NULL,
            told bigint NOT NULL,
            due_at timestamptz,
            created_at timestamptz NOT NULL,
            done_at timestamptz,
            CONSTRAINT pk_news_rounds PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_news_rounds_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_news_rounds_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE INDEX ix_news_rounds_organization_id_event_id
        ON news_rounds (organization_id, event_id)
    """)
    op.execute("""
        CREATE INDEX ix_news_rounds_due ON news_rounds (organization_id, due_at)
        WHERE due_at IS NOT NULL
    """)
    tenant_table("news_rounds", redact=("content", "last_seen"))
    operator_policy("news_rounds", ("SELECT (organization_id, id, due_at)",))


def _opt_outs() -> None:
    op.execute("""
        CREATE TABLE mail_opt_outs (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            topic text NOT NULL,
            event_id uuid,
            email text NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_mail_opt_outs PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_mail_opt_outs_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_mail_opt_outs_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_mail_opt_outs_topic CHECK (topic IN ('event', 'invitations')),
            CONSTRAINT uq_mail_opt_outs_organization_id_topic_event_id_email
                UNIQUE NULLS NOT DISTINCT (organization_id, topic, event_id, email)
        )
    """)
    op.execute("""
        CREATE INDEX ix_mail_opt_outs_organization_id_event_id
        ON mail_opt_outs (organization_id, event_id)
    """)
    tenant_table("mail_opt_outs", redact=("email",))
