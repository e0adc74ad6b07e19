"""Memberships and invitations name the agency link by which they were granted, and end with it."""

from alembic import op

from turnout.kernel.db.ddl import backfill

revision = "0025_agency_grants"
down_revision = "0024_audit"


def upgrade() -> None:
    for table in ("memberships", "invitations"):
        op.execute(f"""
            ALTER TABLE {table} ADD COLUMN agency_link_id uuid;
            ALTER TABLE {table} ADD CONSTRAINT fk_{table}_organization_id_agency_link_id
                FOREIGN KEY (organization_id, agency_link_id)
                REFERENCES agency_links (organization_id, id);
            CREATE INDEX ix_{table}_organization_id_agency_link_id
                ON {table} (organization_id, agency_link_id) WHERE agency_link_id IS NOT NULL
        """)
    op.execute("""
        ALTER TABLE memberships ADD CONSTRAINT ck_memberships_owner_is_no_agencys
            CHECK (role <> 'owner' OR agency_link_id IS NULL)
    """)
    # Who sent an open invitation without a membership of their own came through an agency.
    backfill(
        "UPDATE invitations i SET agency_link_id = l.id FROM agency_links l"
        " JOIN memberships a ON a.organization_id = l.agency_id"
        " WHERE l.organization_id = i.organization_id AND l.state = 'active'"
        " AND a.user_id = i.invited_by AND i.state = 'open' AND NOT EXISTS ("
        "   SELECT FROM memberships m"
        "   WHERE m.organization_id = i.organization_id AND m.user_id = i.invited_by)",
        tables=("memberships", "invitations", "agency_links"),
        actor="system:migrations.0025",
    )
