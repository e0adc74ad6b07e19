"""Functions of the audit: how much `turnout audit verify` has looked at."""

from alembic import op

revision = "0024_audit"
down_revision = "0023_discovery"


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
