"""Nobody asks for these mails: that a certificate is ready does."""
