"""What the log says of an order's notes and tags is read by its index, past row security."""

from alembic import op

revision = "0084_order_timeline"
down_revision = "0083_opt_outs_follow"
FUNCTION = "turnout_audit_notes_of_order(uuid)"


def upgrade() -> None:
    # The operators of jsonb may not run before a row policy has let a row through, so no index on
    # them serves the application's role. The function asks for the same organization by itself.
    op.execute("""
        CREATE FUNCTION turnout_audit_notes_of_order(wanted uuid) RETURNS SETOF audit_entries
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
            SELECT * FROM audit_entries
            WHERE organization_id = nullif(current_setting('turnout.organization', true), '')::uuid
                AND table_name IN ('order_notes', 'order_tag_links')
                AND coalesce(after ->> 'order_id', before ->> 'order_id') = wanted::text
        $body$
    """)
    op.execute(f"REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {FUNCTION} TO turnout_app")


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {FUNCTION}")
