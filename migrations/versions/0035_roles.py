"""An organization's own roles; members, open invitations and service accounts may have them.

A role is named by its key. What is not one of the four built-in names points at the row: the
column for it is made by the server, so the code before this goes on as it was.
"""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, USER, tenant_table

revision = "0035_roles"
down_revision = "0034_api_tokens"

BUILT_IN = "('owner', 'admin', 'staff', 'partner')"
HAVE_ONE = {
    "memberships": "true",
    "invitations": "state = 'open'",
    "service_accounts": "ended_at IS NULL",
}
"""Tables with a column `role`, and which of their rows hold the role that they name."""


def upgrade() -> None:
    op.execute(f"""
        CREATE TABLE custom_roles (
            organization_id uuid NOT NULL CONSTRAINT fk_custom_roles_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, key text NOT NULL, name text NOT NULL, description text NOT NULL,
            permissions jsonb NOT NULL, created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_custom_roles PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_custom_roles_organization_id_key UNIQUE (organization_id, key),
            CONSTRAINT ck_custom_roles_key CHECK (key NOT IN {BUILT_IN})
        )
    """)
    tenant_table("custom_roles")
    mine = f"SELECT m.organization_id FROM memberships m WHERE m.user_id = {USER}"
    op.execute(f"""
        CREATE POLICY person ON custom_roles FOR SELECT TO turnout_app
            USING ({ORGANIZATION} IS NULL AND organization_id IN ({mine}));
        ALTER TABLE memberships DROP CONSTRAINT ck_memberships_role;
        ALTER TABLE invitations DROP CONSTRAINT ck_invitations_role
    """)
    for table, holds in HAVE_ONE.items():
        op.execute(f"""
            ALTER TABLE {table} ADD COLUMN custom_role text GENERATED ALWAYS AS (
                CASE WHEN role NOT IN {BUILT_IN} AND {holds} THEN role END) STORED;
            ALTER TABLE {table} ADD CONSTRAINT fk_{table}_organization_id_custom_role
                FOREIGN KEY (organization_id, custom_role)
                REFERENCES custom_roles (organization_id, key);
            CREATE INDEX ix_{table}_organization_id_custom_role
                ON {table} (organization_id, custom_role) WHERE custom_role IS NOT NULL
        """)


def downgrade() -> None:
    for table in HAVE_ONE:
        op.execute(f"ALTER TABLE {table} DROP COLUMN custom_role")
    op.execute(f"""
        DROP TABLE custom_roles;
        ALTER TABLE memberships ADD CONSTRAINT ck_memberships_role CHECK (role IN {BUILT_IN});
        ALTER TABLE invitations ADD CONSTRAINT ck_invitations_role CHECK (role IN {BUILT_IN})
    """)
