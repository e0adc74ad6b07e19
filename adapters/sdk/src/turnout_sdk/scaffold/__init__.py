"""What begins an adapter: its files, out of templates that come with the SDK."""
