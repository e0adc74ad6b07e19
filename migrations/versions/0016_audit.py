"""What `turnout audit verify` says beside its findings: how much was looked at."""

from alembic import op

revision = "0016_audit"
down_revision = "0015_discovery"


def upgrade() -> None:
    op.execute("""
        CREATE FUNCTION turnout_audit_summary()
        RETURNS TABLE (organizations bigint, sealed bigint, unsealed bigint, erased bigint)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
            SELECT count(DISTINCT organization_id), count(position),
                count(*) FILTER (WHERE position IS NULL),
                count(*) FILTER (WHERE position IS NOT NULL AND salt IS NULL)
            FROM audit_entries
        $body$
    """)
    op.execute("""
        CREATE FUNCTION turnout_audit_headless() RETURNS TABLE (organization_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
            SELECT DISTINCT e.organization_id FROM audit_entries e
            WHERE e.position IS NOT NULL AND NOT EXISTS (
                SELECT FROM audit_heads h WHERE h.organization_id = e.organization_id)
        $body$
    """)
    for function in ("turnout_audit_summary()", "turnout_audit_headless()"):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO turnout_operator")
    _look_for_temporary_tables_last()


def _look_for_temporary_tables_last() -> None:
    """Unless it is named, `pg_temp` is searched first: a session's own table would take the log."""
    op.execute("""
        DO $body$
        DECLARE function regprocedure;
        BEGIN
            FOR function IN
                SELECT oid::regprocedure FROM pg_proc
                WHERE prosecdef AND pronamespace = 'public'::regnamespace
            LOOP
                EXECUTE format(
                    'ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', function);
            END LOOP;
        END $body$
    """)
