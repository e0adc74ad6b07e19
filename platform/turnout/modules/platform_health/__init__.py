"""How the platform is doing, for its operators: queues, database, caches, adapters, roles."""
