"""The keys that sign access tokens: made ahead, published, rotated."""
