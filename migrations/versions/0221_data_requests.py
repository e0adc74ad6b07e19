"""What people ask organizations about their data: rectification and objection."""

from alembic import op

from turnout.kernel.db.ddl import backfill, tenant_table

revision = "0221_data_requests"
down_revision = "0219_search_names"

SOURCES = ("unsubscribe-link", "preferences", "organizer-page", "api", "address-change")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE data_requests (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            user_id uuid NOT NULL CONSTRAINT fk_data_requests_user_id REFERENCES users (id),
            kind text NOT NULL, state text NOT NULL,
            field text NOT NULL, order_id uuid, attendee_id uuid, question text NOT NULL,
            question_label text NOT NULL, former text NOT NULL, wanted text NOT NULL,
            purpose text NOT NULL, said text NOT NULL,
            asked_at timestamptz NOT NULL, due_at timestamptz NOT NULL,
            extended_at timestamptz, extension_reason text NOT NULL, warned_at timestamptz,
            answered_at timestamptz, answered_by uuid, answer text NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_data_requests PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_data_requests_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_data_requests_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_data_requests_organization_id_attendee_id
                FOREIGN KEY (organization_id, attendee_id)
                REFERENCES order_attendees (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_data_requests_kind CHECK (kind IN ('rectification', 'objection')),
            CONSTRAINT ck_data_requests_state
                CHECK (state IN ('open', 'granted', 'refused', 'withdrawn')),
            CONSTRAINT ck_data_requests_field CHECK (field IN ('', 'name', 'answer', 'other')),
            CONSTRAINT ck_data_requests_asked CHECK ((kind = 'objection') = (purpose <> '')
                AND (kind = 'rectification') = (field <> '')),
            CONSTRAINT ck_data_requests_answered
                CHECK ((state = 'open') = (answered_at IS NULL))
        );
        CREATE INDEX ix_data_requests_organization_id_state_id
            ON data_requests (organization_id, state, id);
        CREATE INDEX ix_data_requests_user_id ON data_requests (user_id, asked_at);
        CREATE INDEX ix_data_requests_due_at ON data_requests (due_at)
            WHERE state = 'open' AND warned_at IS NULL;
        CREATE INDEX ix_data_requests_order_id ON data_requests (organization_id, order_id)
            WHERE order_id IS NOT NULL;
        CREATE INDEX ix_data_requests_attendee_id ON data_requests (organization_id, attendee_id)
            WHERE attendee_id IS NOT NULL
    """)
    tenant_table(
        "data_requests",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT (organization_id, id, state, due_at, warned_at)",),
        person_column="user_id",
    )
    _check_sources((*SOURCES, "objection"))


def downgrade() -> None:
    backfill(
        "DELETE FROM consent_records WHERE source = 'objection'",
        tables=("consent_records",),
        actor=f"migration:{revision}",
    )
    _check_sources(SOURCES)
    op.execute("DROP TABLE data_requests")


def _check_sources(sources: tuple[str, ...]) -> None:
    words = ", ".join(f"'{each}'" for each in sources)
    op.execute(
        "ALTER TABLE consent_records DROP CONSTRAINT ck_consent_records_source,"
        f" ADD CONSTRAINT ck_consent_records_source CHECK (source IN ({words}))"
    )
