"""Facts, the outbox and its relay, tasks, the broker, what is still pending."""
