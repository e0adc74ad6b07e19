"""Kiosks: check-in devices at which attendees check themselves in and get their badge."""

from alembic import op

from turnout.kernel.db.ddl import audit_table

revision = "0135_kiosks"
down_revision = "0130_member_prices"
SECRETS = {"checkin_joining_codes": ["code_hash"], "checkin_devices": ["token_hash"]}
LOGS = ("admissions", "checkin_refusals", "checkin_overrides", "checkin_exits")


def upgrade() -> None:
    op.execute("""
        ALTER TABLE checkin_joining_codes ADD COLUMN kiosk jsonb;
        ALTER TABLE checkin_devices ADD COLUMN kiosk jsonb;
        ALTER TABLE badge_prints ADD COLUMN name_form text NOT NULL DEFAULT 'full',
            ADD CONSTRAINT ck_badge_prints_name_form
                CHECK (name_form IN ('full', 'first', 'first_last')) NOT VALID
    """)
    for table, columns in SECRETS.items():
        _audit_again(table, [*columns, "kiosk"])
    for table in LOGS:
        op.execute(f"""
            ALTER TABLE {table} DROP CONSTRAINT ck_{table}_method,
                ADD CONSTRAINT ck_{table}_method
                    CHECK (method IN ('scan', 'code', 'name', 'kiosk')) NOT VALID
        """)


def downgrade() -> None:
    for table in LOGS:
        op.execute(f"""
            UPDATE {table} SET method = 'name' WHERE method = 'kiosk';
            ALTER TABLE {table} DROP CONSTRAINT ck_{table}_method,
                ADD CONSTRAINT ck_{table}_method CHECK (method IN ('scan', 'code', 'name'))
        """)
    for table, columns in SECRETS.items():
        _audit_again(table, columns)
    op.execute("""
        ALTER TABLE badge_prints DROP COLUMN name_form;
        ALTER TABLE checkin_devices DROP COLUMN kiosk;
        ALTER TABLE checkin_joining_codes DROP COLUMN kiosk
    """)


def _audit_again(table: str, redact: list[str]) -> None:
    """The log of changes leaves out what stands behind a kiosk's PIN, as it does other secrets."""
    for trigger in ("fixed_id", "audit_insert", "audit_update", "audit_delete"):
        op.execute(f"DROP TRIGGER {trigger} ON {table}")
    audit_table(table, function="turnout_audit", redact=redact)
