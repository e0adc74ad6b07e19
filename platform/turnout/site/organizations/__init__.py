"""An organization's branding, legal texts and self-service pages."""
