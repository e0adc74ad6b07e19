"""Nobody asks for these messages: what happened does."""
