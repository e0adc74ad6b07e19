"""OpenID Connect as a relying party: discovery, code flow with PKCE, ID and logout tokens."""
