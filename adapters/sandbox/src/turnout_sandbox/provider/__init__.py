"""The sandbox provider: a small payment service of its own, with a memory that outlives a kill."""
