"""The use cases of SAML."""
