"""Use cases of notifications: queueing, composing, sending, sweeping, the delivery log."""
