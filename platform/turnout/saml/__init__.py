"""SAML 2.0 as a service provider: metadata, requests, responses, single logout, certificates."""
