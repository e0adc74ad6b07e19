-- The floor: what an order and a scan cost at least. Frozen; see docs/why/benchmarks.md.
-- One CTE per order and one per scan, no row policies, no audit, no foreign keys.

-- name: schema
CREATE SCHEMA IF NOT EXISTS floor;
CREATE TABLE floor.counters (
    organization_id uuid, pool_id uuid, capacity bigint, taken bigint,
    PRIMARY KEY (organization_id, pool_id)) WITH (fillfactor = 50);
CREATE TABLE floor.keys (
    organization_id uuid, key text, answer jsonb, PRIMARY KEY (organization_id, key));
CREATE TABLE floor.orders (
    organization_id uuid, id uuid, number text, event_id uuid, state text, total_minor bigint,
    email text, placed_at timestamptz,
    PRIMARY KEY (organization_id, id), UNIQUE (organization_id, number));
CREATE TABLE floor.tickets (
    organization_id uuid, id uuid, order_id uuid, ticket_type_id uuid, holder text, nonce bytea,
    PRIMARY KEY (organization_id, id));
CREATE TABLE floor.outbox (
    organization_id uuid, id uuid, name text, payload jsonb, recorded_at timestamptz,
    PRIMARY KEY (organization_id, id));
CREATE TABLE floor.admissions (
    organization_id uuid, id uuid, list_id uuid, ticket_id uuid, admitted_at timestamptz,
    PRIMARY KEY (organization_id, id), UNIQUE (organization_id, list_id, ticket_id));
GRANT USAGE ON SCHEMA floor TO turnout_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA floor TO turnout_app;

-- name: order
WITH claim AS (
    UPDATE floor.counters SET taken = taken + %(quantity)s
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s
        AND taken + %(quantity)s <= capacity
    RETURNING pool_id),
keyed AS (
    INSERT INTO floor.keys SELECT %(organization_id)s, %(key)s, %(answer)s::jsonb FROM claim),
placed AS (
    INSERT INTO floor.orders SELECT %(organization_id)s, %(order_id)s, %(number)s, %(event_id)s,
        'confirmed', 0, %(email)s, %(now)s FROM claim),
issued AS (
    INSERT INTO floor.tickets SELECT %(organization_id)s, t.id, %(order_id)s, %(ticket_type_id)s,
        %(holder)s, %(nonce)s FROM claim, unnest(%(ticket_ids)s::uuid[]) AS t(id)),
announced AS (
    INSERT INTO floor.outbox SELECT %(organization_id)s, %(fact_id)s, 'orders.confirmed.v1',
        %(payload)s::jsonb, %(now)s FROM claim)
SELECT pool_id FROM claim

-- name: scan
WITH ticket AS (
    SELECT id FROM floor.tickets
    WHERE organization_id = %(organization_id)s AND id = %(ticket_id)s AND nonce = %(nonce)s),
admitted AS (
    INSERT INTO floor.admissions SELECT %(organization_id)s, %(id)s, %(list_id)s, ticket.id, %(now)s
    FROM ticket ON CONFLICT (organization_id, list_id, ticket_id) DO NOTHING RETURNING id)
SELECT (SELECT count(*) FROM ticket), (SELECT count(*) FROM admitted)
