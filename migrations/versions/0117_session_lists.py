"""Check-in lists over several sessions, and exits that are taken back."""

from alembic import op

from turnout.kernel.db.ddl import backfill, tenant_table

revision = "0117_session_lists"
down_revision = "0116_announcements"


def upgrade() -> None:
    _list_sessions()
    op.execute("""
        ALTER TABLE checkin_exits
            ADD COLUMN undone_at timestamptz,
            ADD COLUMN undone_by text,
            ADD COLUMN undo_reason text,
            ADD CONSTRAINT ck_checkin_exits_undone CHECK (
                (undone_at IS NULL) = (undone_by IS NULL)
                AND (undone_at IS NULL) = (undo_reason IS NULL)) NOT VALID,
            DROP CONSTRAINT uq_checkin_exits_admission_id;
        CREATE UNIQUE INDEX uq_checkin_exits_once
            ON checkin_exits (organization_id, admission_id) WHERE undone_at IS NULL;
        CREATE INDEX ix_checkin_exits_organization_id_admission_id
            ON checkin_exits (organization_id, admission_id);
        GRANT UPDATE ON checkin_exits TO turnout_app
    """)


def _list_sessions() -> None:
    op.execute("""
        CREATE TABLE checkin_list_sessions (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            list_id uuid NOT NULL, session_id uuid NOT NULL,
            CONSTRAINT pk_checkin_list_sessions PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_checkin_list_sessions_session
                UNIQUE (organization_id, list_id, session_id),
            CONSTRAINT fk_checkin_list_sessions_organization_id_list_id
                FOREIGN KEY (organization_id, list_id)
                REFERENCES checkin_lists (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_list_sessions_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_checkin_list_sessions_session_id
            ON checkin_list_sessions (organization_id, session_id)
    """)
    tenant_table("checkin_list_sessions", app=("SELECT", "INSERT", "DELETE"))
    backfill(
        "INSERT INTO checkin_list_sessions (organization_id, id, list_id, session_id)"
        " SELECT organization_id, gen_random_uuid(), id, session_id FROM checkin_lists"
        " WHERE session_id IS NOT NULL",
        tables=("checkin_list_sessions", "checkin_lists"),
        actor="system:migrations.session-lists",
    )
    # The former release writes the one session of a list into its row; that column goes with the
    # next one.
    op.execute("""
        CREATE FUNCTION turnout_checkin_list_sessions() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, public, pg_temp AS $body$
        BEGIN
            INSERT INTO checkin_list_sessions (organization_id, id, list_id, session_id)
            VALUES (NEW.organization_id, gen_random_uuid(), NEW.id, NEW.session_id)
            ON CONFLICT DO NOTHING;
            RETURN NEW;
        END $body$;
        CREATE TRIGGER former_session AFTER INSERT ON checkin_lists
            FOR EACH ROW WHEN (NEW.session_id IS NOT NULL)
            EXECUTE FUNCTION turnout_checkin_list_sessions()
    """)


def downgrade() -> None:
    op.execute("""
        DROP TRIGGER former_session ON checkin_lists;
        DROP FUNCTION turnout_checkin_list_sessions();
        DROP TABLE checkin_list_sessions;
        DELETE FROM checkin_exits WHERE undone_at IS NOT NULL;
        DROP INDEX ix_checkin_exits_organization_id_admission_id;
        DROP INDEX uq_checkin_exits_once;
        ALTER TABLE checkin_exits DROP COLUMN undone_at, DROP COLUMN undone_by,
            DROP COLUMN undo_reason,
            ADD CONSTRAINT uq_checkin_exits_admission_id UNIQUE (organization_id, admission_id)
    """)
