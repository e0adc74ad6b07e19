"""Tables of organizations: the organization, its slugs, legal texts, members and agencies."""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, USER, operator_policy, platform_table, tenant_table

revision = "0002_organizations"
down_revision = "0001_kernel"

ENTRIES = (
    "audit_entries (organization_id, table_name, row_id, action, before, after, actor,"
    " on_behalf_of, request_id)"
)


def upgrade() -> None:
    _organizations()
    _organization_slugs()
    _legal_texts()
    _memberships()
    _invitations()
    _agency_links()
    _policies_of_people()


def _organizations() -> None:
    # The numbers of the legal texts in force stand on the organization's own row, which the one
    # statement of a purchase reads anyway: a purchase asks nothing more of the database.
    op.execute("""
        CREATE TABLE organizations (
            id uuid CONSTRAINT pk_organizations PRIMARY KEY,
            slug text NOT NULL CONSTRAINT uq_organizations_slug UNIQUE,
            name text NOT NULL, description text NOT NULL, website text NOT NULL,
            contact_email text NOT NULL,
            kind text NOT NULL CONSTRAINT ck_organizations_kind
                CHECK (kind IN ('organization', 'agency')),
            state text NOT NULL CONSTRAINT ck_organizations_state
                CHECK (state IN ('active', 'suspended', 'closed')),
            currency text NOT NULL, time_zone text NOT NULL, locale text NOT NULL,
            brand_color text NOT NULL,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            is_crawled boolean NOT NULL DEFAULT true, font text NOT NULL DEFAULT 'sans',
            logo_file_id uuid, terms_number bigint, privacy_number bigint, imprint_number bigint,
            CONSTRAINT ck_organizations_font CHECK (font IN ('sans', 'serif', 'mono'))
        );
        CREATE INDEX ix_organizations_id_logo_file_id ON organizations (id, logo_file_id)
    """)
    op.execute(f"""
        ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
        ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
        CREATE POLICY organization ON organizations TO turnout_app, turnout_owner
            USING (id = {ORGANIZATION}) WITH CHECK (id = {ORGANIZATION});
        GRANT SELECT, INSERT, UPDATE, DELETE ON organizations TO turnout_app
    """)
    operator_policy("organizations", ("SELECT",))
    _audit_of_organizations()


def _audit_of_organizations() -> None:
    """The row is its own organization, so the common trigger's `organization_id` is its `id`."""
    _audit("insert", "NULL::jsonb", "to_jsonb(a)", "after_rows a", "NEW TABLE AS after_rows")
    _audit(
        "update",
        "to_jsonb(b)",
        "to_jsonb(a)",
        "before_rows b JOIN after_rows a ON a.id = b.id",
        "OLD TABLE AS before_rows NEW TABLE AS after_rows",
    )
    _audit("delete", "to_jsonb(a)", "NULL::jsonb", "before_rows a", "OLD TABLE AS before_rows")


def _audit(action: str, before: str, after: str, rows: str, referencing: str) -> None:
    function = f"turnout_audit_organization_{action}"
    op.execute(f"""
        CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
            DECLARE who text := current_setting('turnout.actor', true);
            BEGIN
                IF who IS NULL OR who = '' THEN
                    RAISE EXCEPTION 'no change without an actor: %', TG_TABLE_NAME
                        USING ERRCODE = 'insufficient_privilege';
                END IF;
                INSERT INTO {ENTRIES} SELECT a.id, TG_TABLE_NAME, a.id, '{action}', {before},
                    {after}, who, coalesce(current_setting('turnout.on_behalf_of', true), ''),
                    coalesce(current_setting('turnout.request_id', true), '') FROM {rows};
                RETURN NULL;
            END $body$;
        REVOKE ALL ON FUNCTION {function}() FROM PUBLIC;
        CREATE TRIGGER audit_{action} AFTER {action.upper()} ON organizations
            REFERENCING {referencing} FOR EACH STATEMENT EXECUTE FUNCTION {function}()
    """)


def _organization_slugs() -> None:
    """Every name an organization has or had: one name never leads to two organizations."""
    op.execute("""
        CREATE TABLE organization_slugs (
            id uuid CONSTRAINT pk_organization_slugs PRIMARY KEY,
            slug text NOT NULL CONSTRAINT uq_organization_slugs_slug UNIQUE,
            belongs_to uuid NOT NULL CONSTRAINT fk_organization_slugs_belongs_to
                REFERENCES organizations (id),
            claimed_at timestamptz NOT NULL
        );
        CREATE INDEX ix_organization_slugs_belongs_to ON organization_slugs (belongs_to)
    """)
    op.execute(f"""
        ALTER TABLE organization_slugs ENABLE ROW LEVEL SECURITY;
        ALTER TABLE organization_slugs FORCE ROW LEVEL SECURITY;
        CREATE POLICY names_are_public ON organization_slugs FOR SELECT TO turnout_app USING (true);
        CREATE POLICY claim ON organization_slugs FOR INSERT TO turnout_app, turnout_owner
            WITH CHECK (belongs_to = {ORGANIZATION})
    """)
    operator_policy("organization_slugs", ("SELECT",))
    platform_table("organization_slugs", app=("SELECT", "INSERT"), operator=())


def _legal_texts() -> None:
    op.execute("""
        CREATE TABLE legal_texts (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            kind text NOT NULL, number bigint NOT NULL, texts jsonb NOT NULL,
            published_at timestamptz NOT NULL, published_by text NOT NULL,
            CONSTRAINT pk_legal_texts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_legal_texts_organization_id_kind_number
                UNIQUE (organization_id, kind, number),
            CONSTRAINT fk_legal_texts_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT ck_legal_texts_kind CHECK (kind IN ('terms', 'privacy', 'imprint')),
            CONSTRAINT ck_legal_texts_number CHECK (number > 0)
        )
    """)
    # A version never changes and never goes: orders refer to the words that buyers agreed to.
    tenant_table("legal_texts", app=("SELECT", "INSERT"))


def _memberships() -> None:
    op.execute("""
        CREATE TABLE memberships (
            organization_id uuid NOT NULL CONSTRAINT fk_memberships_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, user_id uuid NOT NULL,
            role text NOT NULL CONSTRAINT ck_memberships_role
                CHECK (role IN ('owner', 'admin', 'staff', 'partner')),
            event_ids jsonb, expires_at timestamptz,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_memberships PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_memberships_organization_id_user_id UNIQUE (organization_id, user_id),
            CONSTRAINT ck_memberships_owner_is_unlimited
                CHECK (role <> 'owner' OR (event_ids IS NULL AND expires_at IS NULL))
        );
        CREATE INDEX ix_memberships_user_id ON memberships (user_id)
    """)
    tenant_table("memberships", operator=("SELECT",), person_column="user_id")


def _invitations() -> None:
    op.execute("""
        CREATE TABLE invitations (
            organization_id uuid NOT NULL CONSTRAINT fk_invitations_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, email text NOT NULL,
            role text NOT NULL CONSTRAINT ck_invitations_role
                CHECK (role IN ('owner', 'admin', 'staff', 'partner')),
            event_ids jsonb, member_until timestamptz,
            state text NOT NULL CONSTRAINT ck_invitations_state
                CHECK (state IN ('open', 'accepted', 'revoked')),
            invited_by uuid, locale text NOT NULL,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            serial bigint NOT NULL, key_id text NOT NULL, token_hash bytea NOT NULL,
            mailed_at timestamptz, answered_at timestamptz,
            CONSTRAINT pk_invitations PRIMARY KEY (organization_id, id)
        );
        CREATE UNIQUE INDEX uq_invitations_organization_id_email
            ON invitations (organization_id, email) WHERE state = 'open';
        CREATE INDEX ix_invitations_unmailed ON invitations (created_at) WHERE mailed_at IS NULL
    """)
    tenant_table("invitations", operator=("SELECT",), redact=("token_hash",))


def _agency_links() -> None:
    op.execute("""
        CREATE TABLE agency_links (
            organization_id uuid NOT NULL CONSTRAINT fk_agency_links_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL,
            agency_id uuid NOT NULL CONSTRAINT fk_agency_links_agency_id
                REFERENCES organizations (id),
            role text NOT NULL CONSTRAINT ck_agency_links_role
                CHECK (role IN ('admin', 'staff', 'partner')),
            permissions jsonb,
            state text NOT NULL CONSTRAINT ck_agency_links_state
                CHECK (state IN ('offered', 'active', 'ended')),
            offered_at timestamptz NOT NULL, accepted_at timestamptz, ended_at timestamptz,
            CONSTRAINT pk_agency_links PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_agency_links_two_parties CHECK (organization_id <> agency_id)
        );
        CREATE UNIQUE INDEX uq_agency_links_organization_id_agency_id
            ON agency_links (organization_id, agency_id) WHERE state <> 'ended';
        CREATE INDEX ix_agency_links_agency_id ON agency_links (agency_id)
    """)
    tenant_table("agency_links", operator=("SELECT",))


def _policies_of_people() -> None:
    """A person outside any organization sees their own ones, and the clients of their agencies."""
    mine = f"SELECT m.organization_id FROM memberships m WHERE m.user_id = {USER}"
    # Joined once more, although agency_links has a policy of its own: so its index is used.
    clients = (
        "SELECT l.organization_id FROM agency_links l"
        " JOIN memberships m ON m.organization_id = l.agency_id"
        f" WHERE m.user_id = {USER} AND l.state = 'active'"
    )
    op.execute(f"""
        CREATE POLICY person ON agency_links FOR SELECT TO turnout_app
            USING ({ORGANIZATION} IS NULL AND agency_id IN ({mine}));
        CREATE POLICY person ON organizations FOR SELECT TO turnout_app
            USING ({ORGANIZATION} IS NULL AND {USER} IS NOT NULL
                AND (id IN ({mine}) OR id IN ({clients})))
    """)
