"""Every statement of files."""
