"""Organizations on their way to deletion, and the deletion itself.

Deleting is a function of the owner's: no role of the application may delete books or tickets, and
the function asks that the organization is closed. It runs inside that organization: row-level
security holds it there as it holds everybody else.
"""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0041_deletions"
down_revision = "0040_social_logins"

DELETE = """
    CREATE FUNCTION turnout_delete_organization(
        organization uuid, kept text[], shells text[], books text[])
    RETURNS TABLE (table_name text, deleted bigint, kept_rows bigint) LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    DECLARE
        waiting text[];
        blocked text[];
        one text;
        key uuid;
        gone bigint;
        went jsonb := '{}';
    BEGIN
        IF NOT EXISTS (SELECT FROM organizations WHERE id = organization AND state = 'closed')
        THEN
            RAISE EXCEPTION 'only a closed organization is deleted'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        UPDATE organizations SET logo_file_id = NULL, description = '', website = '',
            contact_email = '', terms_number = NULL, privacy_number = NULL, imprint_number = NULL
            WHERE id = organization;
        UPDATE events SET venue_id = NULL, series_id = NULL, cover_file_id = NULL
            WHERE organization_id = organization;
        UPDATE orders SET buyer_email = '', buyer_name = '', user_id = NULL
            WHERE organization_id = organization;
        UPDATE connections SET secrets = ''::bytea, settings = '{}', state = 'archived'
            WHERE organization_id = organization;
        SELECT array_agg(c.relname::text ORDER BY c.relname) INTO waiting
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                AND a.attname = 'organization_id' AND NOT a.attisdropped
                AND c.relname <> ALL (kept) AND c.relname <> ALL (shells);
        -- What others point at goes after them: each round takes what nothing points at any more.
        WHILE waiting IS NOT NULL LOOP
            blocked := NULL;
            FOREACH one IN ARRAY waiting LOOP
                BEGIN
                    EXECUTE format('DELETE FROM %I WHERE organization_id = $1', one)
                        USING organization;
                    GET DIAGNOSTICS gone = ROW_COUNT;
                    went := went || jsonb_build_object(one, gone);
                EXCEPTION WHEN foreign_key_violation THEN
                    blocked := blocked || one;
                END;
            END LOOP;
            IF array_length(blocked, 1) = array_length(waiting, 1) THEN
                RAISE EXCEPTION 'kept rows point at %', blocked;
            END IF;
            waiting := blocked;
        END LOOP;
        FOREACH one IN ARRAY shells LOOP
            CONTINUE WHEN one IN ('files', 'file_variants');
            went := went || jsonb_build_object(one, 0);
            FOR key IN EXECUTE
                format('SELECT id FROM %I WHERE organization_id = $1', one) USING organization
            LOOP
                BEGIN
                    EXECUTE format('DELETE FROM %I WHERE organization_id = $1 AND id = $2', one)
                        USING organization, key;
                    went := jsonb_set(went, ARRAY[one], to_jsonb((went ->> one)::bigint + 1));
                EXCEPTION WHEN foreign_key_violation THEN
                    NULL;
                END;
            END LOOP;
        END LOOP;
        -- Digest and chain stay, and what the books say; everything else loses its contents.
        UPDATE audit_entries e SET before = NULL, after = NULL, salt = NULL
            WHERE e.organization_id = organization AND e.table_name <> ALL (books);
        FOREACH one IN ARRAY kept || shells LOOP
            EXECUTE format('SELECT count(*) FROM %I WHERE organization_id = $1', one)
                INTO kept_rows USING organization;
            table_name := one;
            deleted := coalesce((went ->> one)::bigint, 0);
            RETURN NEXT;
        END LOOP;
        FOR table_name, deleted IN
            SELECT w.key, w.value::bigint FROM jsonb_each_text(went) w
            WHERE w.key <> ALL (shells)
        LOOP
            kept_rows := 0;
            RETURN NEXT;
        END LOOP;
    END $body$
"""
LOOSE = """
    CREATE FUNCTION turnout_loose_files(organization uuid) RETURNS SETOF uuid LANGUAGE sql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
        SELECT f.id FROM files f WHERE f.organization_id = organization AND NOT EXISTS (
            SELECT FROM invoices i
            WHERE i.organization_id = organization AND i.file_id = f.id)
    $body$
"""


def upgrade() -> None:
    op.execute("""
        CREATE TABLE organization_closures (
            organization_id uuid NOT NULL CONSTRAINT fk_organization_closures_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, reason text NOT NULL, closed_at timestamptz NOT NULL,
            closed_by uuid NOT NULL, deletes_at timestamptz NOT NULL, reopened_at timestamptz,
            deleted_at timestamptz, report jsonb,
            CONSTRAINT pk_organization_closures PRIMARY KEY (organization_id, id)
        );
        CREATE UNIQUE INDEX uq_organization_closures_open ON organization_closures (organization_id)
            WHERE reopened_at IS NULL AND deleted_at IS NULL
    """)
    tenant_table("organization_closures", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",))
    op.execute(DELETE)
    op.execute(LOOSE)
    for function in (
        "turnout_delete_organization(uuid, text[], text[], text[])",
        "turnout_loose_files(uuid)",
    ):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO turnout_app")


def downgrade() -> None:
    op.execute("""
        DROP FUNCTION turnout_loose_files(uuid);
        DROP FUNCTION turnout_delete_organization(uuid, text[], text[], text[]);
        DROP TABLE organization_closures
    """)
