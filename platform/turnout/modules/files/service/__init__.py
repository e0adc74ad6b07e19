"""Use cases of files. No store is called while a transaction is open."""
