"""Use cases of certificates: what they say, and issuing, checking and revoking them."""
