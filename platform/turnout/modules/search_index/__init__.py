"""The index of a search server as a read model: queued changes, rebuilds, and its repair."""
