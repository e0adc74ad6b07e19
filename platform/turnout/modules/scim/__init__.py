"""Directories (SCIM 2.0): the users and groups that an organization's identity provider pushes."""
