"""Identity providers of organizations: their domains, people, attempts and sign-in log."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0048_sso"
down_revision = "0047_audit_streams"

TABLES = (
    "sso_notices", "sso_sign_ins", "sso_people", "sso_attempts", "identity_provider_domains",
    "identity_providers",
)  # fmt: skip


def upgrade() -> None:
    _providers()
    _domains()
    for name, columns in (
        (
            "sso_attempts",
            (
                "state_hash bytea NOT NULL, browser_hash bytea NOT NULL, sealed bytea NOT NULL,"
                " back_to text NOT NULL, created_at timestamptz NOT NULL,"
                " expires_at timestamptz NOT NULL,"
                " CONSTRAINT uq_sso_attempts_organization_id_state_hash"
                " UNIQUE (organization_id, state_hash),"
            ),
        ),
        (
            "sso_people",
            (
                "subject text NOT NULL,"
                " user_id uuid NOT NULL CONSTRAINT fk_sso_people_user_id REFERENCES users (id),"
                " groups jsonb NOT NULL, session_id text NOT NULL, is_member_by_sso boolean NOT NULL,"
                " created_at timestamptz NOT NULL, signed_in_at timestamptz NOT NULL,"
                " CONSTRAINT uq_sso_people_organization_id_provider_id_subject"
                " UNIQUE (organization_id, provider_id, subject),"
                " CONSTRAINT uq_sso_people_organization_id_provider_id_user_id"
                " UNIQUE (organization_id, provider_id, user_id),"
            ),
        ),
        (
            "sso_sign_ins",
            (
                "at timestamptz NOT NULL, outcome text NOT NULL, reason text NOT NULL,"
                " detail text NOT NULL, role text NOT NULL,"
                " user_id uuid CONSTRAINT fk_sso_sign_ins_user_id REFERENCES users (id),"
            ),
        ),
        (
            "sso_notices",
            (
                "token_id text NOT NULL, expires_at timestamptz NOT NULL,"
                " CONSTRAINT uq_sso_notices_organization_id_provider_id_token_id"
                " UNIQUE (organization_id, provider_id, token_id),"
            ),
        ),
    ):
        _of_provider(name, columns)
    old = ("SELECT", "DELETE")
    tenant_table("sso_attempts", operator=old, redact=("state_hash", "browser_hash", "sealed"))
    tenant_table("sso_people", redact=("subject", "session_id", "groups"))
    tenant_table("sso_sign_ins", app=("SELECT", "INSERT", "DELETE"), operator=old)
    tenant_table("sso_notices", app=("SELECT", "INSERT", "DELETE"), operator=old)
    op.execute(
        "CREATE INDEX ix_sso_people_organization_id_user_id ON sso_people (organization_id, user_id)"
    )


def _providers() -> None:
    op.execute("""
        CREATE TABLE identity_providers (
            organization_id uuid NOT NULL CONSTRAINT fk_identity_providers_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, name text NOT NULL, state text NOT NULL, issuer text NOT NULL,
            client_id text NOT NULL, secret bytea NOT NULL, group_claim text NOT NULL,
            mappings jsonb NOT NULL, default_role text, is_enforced boolean NOT NULL,
            break_glass_user_id uuid
                CONSTRAINT fk_identity_providers_break_glass_user_id REFERENCES users (id),
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_identity_providers PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_identity_providers_organization_id_name UNIQUE (organization_id, name),
            CONSTRAINT ck_identity_providers_state CHECK (state IN ('draft', 'active', 'off'))
        )
    """)
    tenant_table("identity_providers", operator=("SELECT",), redact=("secret",))


def _domains() -> None:
    # Where two organizations should ever have proved a domain, it counts for neither.
    op.execute("""
        CREATE TABLE identity_provider_domains (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            domain text NOT NULL, proven_at timestamptz,
            CONSTRAINT pk_identity_provider_domains PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_identity_provider_domains_organization_id_provider_id
                FOREIGN KEY (organization_id, provider_id)
                REFERENCES identity_providers (organization_id, id),
            CONSTRAINT uq_identity_provider_domains_organization_id_domain
                UNIQUE (organization_id, domain)
        );
        CREATE INDEX ix_identity_provider_domains_domain
            ON identity_provider_domains (domain) WHERE proven_at IS NOT NULL;
        CREATE INDEX ix_identity_provider_domains_organization_id_provider_id
            ON identity_provider_domains (organization_id, provider_id)
    """)
    tenant_table("identity_provider_domains", operator=("SELECT",))


def _of_provider(name: str, columns: str) -> None:
    op.execute(f"""
        CREATE TABLE {name} (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            {columns}
            CONSTRAINT pk_{name} PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_{name}_organization_id_provider_id
                FOREIGN KEY (organization_id, provider_id)
                REFERENCES identity_providers (organization_id, id)
        );
        CREATE INDEX ix_{name}_organization_id_provider_id
            ON {name} (organization_id, provider_id)
    """)


def downgrade() -> None:
    for name in TABLES:
        op.execute(f"DROP TABLE {name}")
