"""Every statement of lead retrieval: of stands, of leads, and of consents."""
