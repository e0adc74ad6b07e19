"""Sign-in against identity providers as companies run them, started here: `make sso-check`."""
