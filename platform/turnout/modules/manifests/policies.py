"""Manifests are the operator's: no member, token or visitor applies one."""
