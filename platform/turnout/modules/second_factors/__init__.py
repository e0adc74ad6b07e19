"""What people prove themselves with beside a password: an authenticator app, recovery codes."""
