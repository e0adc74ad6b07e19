"""The platform on PostgreSQL spread over nodes: run where TURNOUT_CITUS_BIN names a Citus."""
