"""Tables of the kernel: outbox, handled facts, idempotency keys, the audit log."""

from alembic import op

from turnout.kernel.db.ddl import ALL, tenant_table

revision = "0001_kernel"
down_revision = None


def upgrade() -> None:
    op.execute("GRANT USAGE ON SCHEMA public TO turnout_app, turnout_operator")
    op.execute("GRANT SELECT ON alembic_version TO turnout_app, turnout_operator")
    _outbox()
    _idempotency()
    _audit_tables()
    _audit_triggers()
    _audit_chain()


def _outbox() -> None:
    op.execute("""
        CREATE TABLE outbox (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            name text NOT NULL, payload jsonb NOT NULL,
            actor text NOT NULL, request_id text NOT NULL,
            recorded_at timestamptz NOT NULL,
            dispatched_at timestamptz, done_at timestamptz, dead_at timestamptz,
            attempts bigint NOT NULL DEFAULT 0,
            PRIMARY KEY (organization_id, id)
        )
    """)
    op.execute("CREATE INDEX ix_outbox_fresh ON outbox (id) WHERE dispatched_at IS NULL")
    op.execute("""
        CREATE INDEX ix_outbox_unfinished ON outbox (dispatched_at)
        WHERE dispatched_at IS NOT NULL AND done_at IS NULL AND dead_at IS NULL
    """)
    tenant_table("outbox", app=("SELECT", "INSERT"), operator=ALL)
    op.execute("""
        CREATE TABLE outbox_global (
            id uuid PRIMARY KEY, name text NOT NULL, payload jsonb NOT NULL,
            actor text NOT NULL, request_id text NOT NULL, recorded_at timestamptz NOT NULL,
            done_at timestamptz
        )
    """)
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON outbox_global TO turnout_operator")
    op.execute("""
        CREATE TABLE handled_facts (
            organization_id uuid NOT NULL, id uuid NOT NULL, handler text NOT NULL,
            handled_at timestamptz NOT NULL,
            PRIMARY KEY (organization_id, id, handler)
        )
    """)
    tenant_table("handled_facts", app=("SELECT", "INSERT"), operator=("SELECT", "DELETE"))


def _idempotency() -> None:
    op.execute("""
        CREATE TABLE idempotency_keys (
            organization_id uuid NOT NULL, scope text NOT NULL, key text NOT NULL,
            fingerprint bytea NOT NULL, answer jsonb,
            started_at timestamptz NOT NULL, completed_at timestamptz,
            PRIMARY KEY (organization_id, scope, key)
        )
    """)
    op.execute("CREATE INDEX ix_idempotency_keys_age ON idempotency_keys (started_at)")
    tenant_table("idempotency_keys", operator=("SELECT", "DELETE"))


def _audit_tables() -> None:
    op.execute("""
        CREATE TABLE audit_entries (
            organization_id uuid NOT NULL,
            seq bigint GENERATED ALWAYS AS IDENTITY,
            at timestamptz NOT NULL DEFAULT clock_timestamp(),
            table_name text NOT NULL, row_id uuid, action text NOT NULL,
            before jsonb, after jsonb,
            actor text NOT NULL, on_behalf_of text NOT NULL, request_id text NOT NULL,
            position bigint, salt bytea, digest bytea, chain bytea,
            PRIMARY KEY (organization_id, seq)
        )
    """)
    op.execute("""
        CREATE INDEX ix_audit_entries_row ON audit_entries (organization_id, row_id, seq)
    """)
    op.execute("""
        CREATE UNIQUE INDEX uq_audit_entries_position
        ON audit_entries (organization_id, position) WHERE position IS NOT NULL
    """)
    op.execute("""
        CREATE INDEX ix_audit_entries_unsealed ON audit_entries (organization_id, seq)
        WHERE position IS NULL
    """)
    op.execute("""
        CREATE TABLE audit_heads (
            organization_id uuid PRIMARY KEY, position bigint NOT NULL, chain bytea NOT NULL,
            sealed_at timestamptz NOT NULL
        )
    """)
    for table in ("audit_entries", "audit_heads"):
        tenant_table(table, app=("SELECT",))
        # The trigger and the sealing run as the owner, for whichever organization it is.
        op.execute(f"CREATE POLICY log ON {table} TO turnout_owner USING (true) WITH CHECK (true)")
    op.execute("""
        CREATE TABLE audit_platform (
            seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at timestamptz NOT NULL DEFAULT clock_timestamp(),
            table_name text NOT NULL, row_id uuid, action text NOT NULL,
            before jsonb, after jsonb,
            actor text NOT NULL, on_behalf_of text NOT NULL, request_id text NOT NULL
        )
    """)
    op.execute("GRANT SELECT ON audit_platform TO turnout_operator")


ROWS = {
    "insert": ("NULL::jsonb", "to_jsonb(a) - hidden", "after_rows a", "a"),
    "update": (
        "to_jsonb(b) - hidden",
        "to_jsonb(a) - hidden",
        "before_rows b JOIN after_rows a ON a.id = b.id",
        "a",
    ),
    "delete": ("to_jsonb(b) - hidden", "NULL::jsonb", "before_rows b", "b"),
}


def _audit_triggers() -> None:
    op.execute("""
        CREATE FUNCTION turnout_fixed_id() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, public, pg_temp AS $body$
        BEGIN
            RAISE EXCEPTION 'an id never changes: %', TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege';
        END $body$
    """)
    for action, (before, after, rows, row) in ROWS.items():
        joined = rows + (" AND a.organization_id = b.organization_id" if action == "update" else "")
        _trigger_function(
            f"turnout_audit_{action}",
            "INSERT INTO audit_entries (organization_id, table_name, row_id, action, before,"
            " after, actor, on_behalf_of, request_id)"
            f" SELECT {row}.organization_id, TG_TABLE_NAME, {row}.id, '{action}', {before},"
            f" {after}, who, coalesce(current_setting('turnout.on_behalf_of', true), ''),"
            f" coalesce(current_setting('turnout.request_id', true), '') FROM {joined}",
        )
        _trigger_function(
            f"turnout_audit_platform_{action}",
            "INSERT INTO audit_platform (table_name, row_id, action, before, after, actor,"
            " on_behalf_of, request_id)"
            f" SELECT TG_TABLE_NAME, {row}.id, '{action}', {before}, {after}, who,"
            " coalesce(current_setting('turnout.on_behalf_of', true), ''),"
            f" coalesce(current_setting('turnout.request_id', true), '') FROM {rows}",
        )


def _trigger_function(name: str, insert: str) -> None:
    op.execute(f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
        DECLARE
            who text := current_setting('turnout.actor', true);
            hidden text[] := string_to_array(coalesce(TG_ARGV[0], ''), ',');
        BEGIN
            IF who IS NULL OR who = '' THEN
                RAISE EXCEPTION 'no change without an actor: %', TG_TABLE_NAME
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            {insert};
            RETURN NULL;
        END $body$
    """)
    op.execute(f"REVOKE ALL ON FUNCTION {name}() FROM PUBLIC")


def _audit_chain() -> None:
    """Sealing, checking and erasing: as functions, because no role of the app may write here."""
    op.execute("""
        CREATE FUNCTION turnout_audit_payload(e audit_entries) RETURNS bytea
        LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $body$
            SELECT convert_to(jsonb_build_array(
                e.seq, extract(epoch FROM e.at), e.table_name, e.row_id, e.action, e.before,
                e.after, e.actor, e.on_behalf_of, e.request_id)::text, 'UTF8')
        $body$
    """)
    op.execute("""
        CREATE FUNCTION turnout_audit_seal(most bigint) RETURNS bigint LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
        DECLARE
            organization uuid;
            entry audit_entries;
            place bigint;
            link bytea;
            grain bytea;
            mark bytea;
            sealed bigint := 0;
        BEGIN
            FOR organization IN
                SELECT DISTINCT organization_id FROM audit_entries WHERE position IS NULL
            LOOP
                INSERT INTO audit_heads VALUES (organization, 0, ''::bytea, clock_timestamp())
                    ON CONFLICT DO NOTHING;
                SELECT position, chain INTO place, link FROM audit_heads
                    WHERE organization_id = organization FOR UPDATE;
                FOR entry IN
                    SELECT * FROM audit_entries
                    WHERE organization_id = organization AND position IS NULL
                    ORDER BY seq LIMIT most
                LOOP
                    grain := uuid_send(gen_random_uuid());
                    mark := sha256(grain || turnout_audit_payload(entry));
                    link := sha256(link || mark);
                    place := place + 1;
                    UPDATE audit_entries SET position = place, salt = grain, digest = mark,
                        chain = link
                        WHERE organization_id = organization AND seq = entry.seq;
                    sealed := sealed + 1;
                END LOOP;
                UPDATE audit_heads SET position = place, chain = link,
                    sealed_at = clock_timestamp() WHERE organization_id = organization;
            END LOOP;
            RETURN sealed;
        END $body$
    """)
    op.execute("""
        CREATE FUNCTION turnout_audit_verify()
        RETURNS TABLE (organization_id uuid, seq bigint, problem text) LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
        DECLARE
            head audit_heads;
            entry audit_entries;
            place bigint;
            link bytea;
        BEGIN
            FOR head IN SELECT * FROM audit_heads ORDER BY audit_heads.organization_id LOOP
                place := 0;
                link := ''::bytea;
                FOR entry IN
                    SELECT * FROM audit_entries a
                    WHERE a.organization_id = head.organization_id AND a.position IS NOT NULL
                    ORDER BY a.position
                LOOP
                    organization_id := entry.organization_id;
                    seq := entry.seq;
                    place := place + 1;
                    IF entry.position <> place THEN
                        problem := 'entries are missing before this one';
                        place := entry.position;
                        RETURN NEXT;
                    END IF;
                    link := sha256(link || entry.digest);
                    IF entry.chain <> link THEN
                        problem := 'the chain is broken here';
                        link := entry.chain;
                        RETURN NEXT;
                    END IF;
                    -- Without its salt an entry was erased, and then it has no content left.
                    IF (entry.salt IS NULL AND coalesce(entry.before, entry.after) IS NOT NULL)
                        OR sha256(entry.salt || turnout_audit_payload(entry)) <> entry.digest
                    THEN
                        problem := 'the entry was altered after it was sealed';
                        RETURN NEXT;
                    END IF;
                END LOOP;
                IF head.position <> place OR head.chain <> link THEN
                    organization_id := head.organization_id;
                    seq := NULL;
                    problem := 'the newest entries are missing';
                    RETURN NEXT;
                END IF;
            END LOOP;
        END $body$
    """)
    op.execute("""
        CREATE FUNCTION turnout_audit_erase(organization uuid, subject uuid) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
        DECLARE erased bigint;
        BEGIN
            -- Digest and chain stay: the rest of the log still proves itself.
            UPDATE audit_entries SET before = NULL, after = NULL, salt = NULL
                WHERE organization_id = organization AND row_id = subject
                AND position IS NOT NULL;
            GET DIAGNOSTICS erased = ROW_COUNT;
            RETURN erased;
        END $body$
    """)
    for function in (
        "turnout_audit_payload(audit_entries)",
        "turnout_audit_seal(bigint)",
        "turnout_audit_verify()",
        "turnout_audit_erase(uuid, uuid)",
    ):
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO turnout_operator")
