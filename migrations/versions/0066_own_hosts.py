"""The host at which an organization's public pages stand."""

from alembic import op

from turnout.kernel.db.ddl import backfill

revision = "0066_own_hosts"
down_revision = "0065_second_factor_policies"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE organizations ADD COLUMN host text NOT NULL DEFAULT '';
        ALTER TABLE discovery_organizations ADD COLUMN host text NOT NULL DEFAULT ''
    """)
    backfill(
        """
        UPDATE organizations o SET host = led.host
        FROM (
            SELECT DISTINCT ON (organization_id) organization_id, host FROM organization_domains
            WHERE leads_here AND proven_at IS NOT NULL
            ORDER BY organization_id, proven_at, host
        ) led
        WHERE led.organization_id = o.id;
        UPDATE discovery_organizations d SET host = o.host, version = d.version + 1
        FROM organizations o WHERE o.id = d.organization_id AND o.host <> ''
        """,
        tables=("organizations", "organization_domains", "discovery_organizations"),
        actor="migration:0066_own_hosts",
    )
