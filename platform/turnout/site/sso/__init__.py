"""Setting up sign-in with a company's own identity provider, page by page."""
