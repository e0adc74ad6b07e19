"""What the platform keeps of a person: a copy for them, and its erasure with a report."""
