"""What people say of themselves: phone, picture, interests."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0071_profiles"
down_revision = "0070_business_profiles"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE avatars (
            id uuid CONSTRAINT pk_avatars PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_avatars_user_id REFERENCES users (id),
            image bytea NOT NULL CONSTRAINT ck_avatars_image CHECK (length(image) <= 200000),
            created_at timestamptz NOT NULL
        );
        CREATE INDEX ix_avatars_user_id ON avatars (user_id);
        CREATE TABLE interests (
            id uuid CONSTRAINT pk_interests PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_interests_user_id REFERENCES users (id),
            kind text NOT NULL CONSTRAINT ck_interests_kind CHECK (kind IN ('category', 'place')),
            value text NOT NULL CONSTRAINT ck_interests_value CHECK (value <> ''),
            created_at timestamptz NOT NULL,
            CONSTRAINT uq_interests_user_id_kind_value UNIQUE (user_id, kind, value)
        );
        ALTER TABLE users ADD COLUMN phone text NOT NULL DEFAULT ''
            CONSTRAINT ck_users_phone CHECK (phone ~ '^([+][1-9][0-9]{6,14})?$'),
            ADD COLUMN avatar_id uuid CONSTRAINT fk_users_avatar_id REFERENCES avatars (id)
                ON DELETE SET NULL;
        CREATE INDEX ix_users_avatar_id ON users (avatar_id) WHERE avatar_id IS NOT NULL
    """)
    platform_table("avatars", redact=("image",))
    platform_table("interests")


def downgrade() -> None:
    op.execute("ALTER TABLE users DROP COLUMN avatar_id, DROP COLUMN phone")
    op.execute("DROP TABLE interests")
    op.execute("DROP TABLE avatars")
