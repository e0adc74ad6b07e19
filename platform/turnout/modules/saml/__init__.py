"""SAML of identity providers: their metadata, certificates of both sides, sign-in and logout."""
