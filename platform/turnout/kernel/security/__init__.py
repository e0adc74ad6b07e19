"""Keys and sealed secrets, permissions, rate limits, sanitized rich text."""
