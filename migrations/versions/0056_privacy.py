"""Erasures of persons, and the log's part of it: entries that name somebody lose their contents."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0056_privacy"
down_revision = "0055_support_access"

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
PURPOSES = (
    "verify-email",
    "reset-password",
    "already-registered",
    "password-changed",
    "change-email",
    "email-changed",
    "second-factors-changed",
    "sign-in-methods-changed",
)
MORE = ("erasure-asked", "new-device", "approve-email-change")
ERASED = "before = NULL, after = NULL, salt = NULL"
NAMED = """
    position IS NOT NULL AND salt IS NOT NULL AND (row_id = ANY(subjects) OR EXISTS (
        SELECT FROM unnest(words) word
        WHERE strpos(lower(concat_ws(' ', before::text, after::text)), word) > 0))
"""


def upgrade() -> None:
    op.execute("""
        CREATE TABLE erasures (
            id uuid CONSTRAINT pk_erasures PRIMARY KEY,
            user_id uuid CONSTRAINT fk_erasures_user_id REFERENCES users (id),
            email text NOT NULL, reason text NOT NULL, asked_by text NOT NULL,
            asked_at timestamptz NOT NULL, due_at timestamptz NOT NULL,
            cancelled_at timestamptz, leased_until timestamptz, done_at timestamptz,
            report jsonb, pending jsonb
        );
        CREATE UNIQUE INDEX uq_erasures_open ON erasures (coalesce(user_id::text, email))
            WHERE cancelled_at IS NULL AND done_at IS NULL
    """)
    platform_table(
        "erasures", operator=("SELECT", "INSERT", "UPDATE"), redact=("email", "report", "pending")
    )
    # Digest and chain stay: the rest of the log still proves itself.
    op.execute(f"""
        CREATE FUNCTION turnout_audit_erase_person(
            organization uuid, subjects uuid[], words text[], kept text[])
        RETURNS bigint LANGUAGE plpgsql {DEFINER} AS $body$
        DECLARE erased bigint;
        BEGIN
            UPDATE audit_entries SET {ERASED}
                WHERE organization_id = organization AND table_name <> ALL (kept) AND {NAMED};
            GET DIAGNOSTICS erased = ROW_COUNT;
            RETURN erased;
        END $body$;
        CREATE FUNCTION turnout_audit_platform_erase_person(subjects uuid[], words text[])
        RETURNS bigint LANGUAGE plpgsql {DEFINER} AS $body$
        DECLARE erased bigint;
        BEGIN
            UPDATE audit_platform SET {ERASED} WHERE {NAMED};
            GET DIAGNOSTICS erased = ROW_COUNT;
            RETURN erased;
        END $body$
    """)
    for function in (
        "turnout_audit_erase_person(uuid, uuid[], text[], text[])",
        "turnout_audit_platform_erase_person(uuid[], text[])",
    ):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO turnout_operator")
    _allow_purposes(PURPOSES + MORE)


def _allow_purposes(purposes: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{each}'" for each in purposes)
    op.execute(f"""
        ALTER TABLE email_tokens DROP CONSTRAINT ck_email_tokens_purpose;
        ALTER TABLE email_tokens ADD CONSTRAINT ck_email_tokens_purpose
            CHECK (purpose IN ({listed}))
    """)


def downgrade() -> None:
    listed = ", ".join(f"'{each}'" for each in MORE)
    op.execute(f"DELETE FROM email_tokens WHERE purpose IN ({listed})")
    _allow_purposes(PURPOSES)
    op.execute("""
        DROP FUNCTION turnout_audit_platform_erase_person(uuid[], text[]);
        DROP FUNCTION turnout_audit_erase_person(uuid, uuid[], text[], text[]);
        DROP TABLE erasures
    """)
