-- The three roles of Turnout, none a superuser and none that gets round row-level security. Run as
-- the master user by `terraform/database/create-roles`, again and again without harm: it sets the
-- passwords that Secrets Manager holds.
\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', name)
FROM unnest(ARRAY['turnout_owner', 'turnout_app', 'turnout_operator']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE turnout_owner PASSWORD :'owner';
ALTER ROLE turnout_app PASSWORD :'app';
ALTER ROLE turnout_operator PASSWORD :'operator';

-- The master user hands the database over, which it may do to a role that it is a member of.
SELECT format('GRANT turnout_owner TO %I', current_user) \gexec
ALTER DATABASE turnout OWNER TO turnout_owner;
REVOKE ALL ON DATABASE turnout FROM PUBLIC;
GRANT CONNECT ON DATABASE turnout TO turnout_app, turnout_operator;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
