"""Report links: somebody without an account sees one saved report by a secret address."""
