"""Nobody asks for these mails: what happened does."""
