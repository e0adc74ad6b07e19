"""An organization's page and lists, legal texts, colours, and its people's own parts."""
