"""Use cases of wallet passes: handed out and kept up to date, and followed by devices."""
