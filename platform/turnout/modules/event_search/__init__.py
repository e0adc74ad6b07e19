"""The directory on a search server: its documents, its queries, and what its answers mean."""
