"""Copies of personal data, made in the background: one for each person, sealed, for some days."""

from alembic import op

from turnout.kernel.db.ddl import person_table

revision = "0086_personal_data_copies"
down_revision = "0085_carried_consents"

PURPOSES = (
    "verify-email",
    "reset-password",
    "already-registered",
    "password-changed",
    "change-email",
    "email-changed",
    "second-factors-changed",
    "sign-in-methods-changed",
    "erasure-asked",
    "new-device",
    "approve-email-change",
    "accounts-merged",
)
READY = "personal-data-ready"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE personal_data_copies (
            id uuid CONSTRAINT pk_personal_data_copies PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_personal_data_copies_user_id REFERENCES users (id),
            asked_at timestamptz NOT NULL, last_organization_id uuid,
            pieces bigint NOT NULL DEFAULT 0, bytes bigint NOT NULL DEFAULT 0,
            done_at timestamptz, expires_at timestamptz, leased_until timestamptz,
            CONSTRAINT uq_personal_data_copies_user_id UNIQUE (user_id),
            CONSTRAINT ck_personal_data_copies_done
                CHECK ((done_at IS NULL) = (expires_at IS NULL))
        );
        CREATE INDEX ix_personal_data_copies_expires_at ON personal_data_copies (expires_at);
        CREATE TABLE personal_data_pieces (
            id uuid CONSTRAINT pk_personal_data_pieces PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_personal_data_pieces_user_id REFERENCES users (id),
            copy_id uuid NOT NULL CONSTRAINT fk_personal_data_pieces_copy_id
                REFERENCES personal_data_copies (id) ON DELETE CASCADE,
            position bigint NOT NULL, sealed bytea NOT NULL,
            CONSTRAINT uq_personal_data_pieces_copy_id_position UNIQUE (copy_id, position)
        );
        CREATE INDEX ix_personal_data_pieces_user_id ON personal_data_pieces (user_id)
    """)
    person_table("personal_data_copies")
    person_table("personal_data_pieces", redact=("sealed",))
    _allow((*PURPOSES, READY))


def downgrade() -> None:
    op.execute(f"DELETE FROM email_tokens WHERE purpose = '{READY}'")
    _allow(PURPOSES)
    op.execute("DROP TABLE personal_data_pieces, personal_data_copies")


def _allow(purposes: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{each}'" for each in purposes)
    op.execute(f"""
        ALTER TABLE email_tokens DROP CONSTRAINT ck_email_tokens_purpose;
        ALTER TABLE email_tokens ADD CONSTRAINT ck_email_tokens_purpose
            CHECK (purpose IN ({listed}))
    """)
