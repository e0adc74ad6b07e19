"""Check-in devices: joined by a code without a person's account, limited, watched and revoked."""
