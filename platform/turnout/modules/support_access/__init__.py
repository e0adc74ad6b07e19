"""Support access: an owner lets the platform's support look, or help, for a bounded time."""
