"""Tables of forms: the registration form of an event and its versions."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0012_forms"
down_revision = "0011_participation"


def upgrade() -> None:
    _forms()
    _form_versions()


def _forms() -> None:
    op.execute("""
        CREATE TABLE forms (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, version_id uuid NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_forms PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_forms_organization_id_event_id UNIQUE (organization_id, event_id),
            CONSTRAINT fk_forms_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        )
    """)
    tenant_table("forms")


def _form_versions() -> None:
    op.execute("""
        CREATE TABLE form_versions (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            form_id uuid NOT NULL, number bigint NOT NULL,
            definition jsonb NOT NULL,
            saved_at timestamptz NOT NULL, saved_by text NOT NULL,
            CONSTRAINT pk_form_versions PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_form_versions_organization_id_form_id_number
                UNIQUE (organization_id, form_id, number),
            CONSTRAINT fk_form_versions_organization_id_form_id
                FOREIGN KEY (organization_id, form_id)
                REFERENCES forms (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_form_versions_number CHECK (number > 0)
        );
        ALTER TABLE forms ADD CONSTRAINT fk_forms_organization_id_version_id
            FOREIGN KEY (organization_id, version_id)
            REFERENCES form_versions (organization_id, id) DEFERRABLE INITIALLY DEFERRED
    """)
    # A version never changes: answers refer to the words that people saw.
    tenant_table("form_versions", app=("SELECT", "INSERT"))
