"""The ledger is found balanced by what its rows hold: over nodes a table has another name on each.

The function is replaced as it stands; the triggers that call it stay.
"""

from alembic import op

revision = "0233_ledger_over_nodes"
down_revision = "0232_job_leases"

BALANCED = """
    CREATE OR REPLACE FUNCTION turnout_ledger_balanced() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public AS $body$
    DECLARE
        entry uuid := {entry};
        lines bigint;
        total numeric;
    BEGIN
        SELECT count(*), coalesce(sum(amount_minor), 0) INTO lines, total FROM ledger_lines
            WHERE organization_id = NEW.organization_id AND entry_id = entry;
        IF lines < 2 OR total <> 0 THEN
            RAISE EXCEPTION 'ledger entry % has % lines that sum to %', entry, lines, total
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $body$
"""
BY_ROW = "coalesce(to_jsonb(NEW) ->> 'entry_id', to_jsonb(NEW) ->> 'id')::uuid"
BY_NAME = """CASE TG_TABLE_NAME WHEN 'ledger_entries'
                THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'entry_id')::uuid END"""


def upgrade() -> None:
    op.execute(BALANCED.format(entry=BY_ROW))


def downgrade() -> None:
    op.execute(BALANCED.format(entry=BY_NAME))
