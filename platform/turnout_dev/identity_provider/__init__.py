"""A small identity provider for trying things out and for tests: OpenID Connect and SAML 2.0.

It is a server of Node.js over libraries that others wrote (`oidc-provider`, `samlify`), so that
what Turnout says is read by somebody else, and the other way round. It asks for no password.
"""
