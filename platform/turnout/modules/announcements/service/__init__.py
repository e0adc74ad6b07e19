"""Use cases of announcements: written, previewed, scheduled, sent in portions, reported."""
