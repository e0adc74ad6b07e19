"""Passkeys (W3C Web Authentication): keys of people's own devices that they sign in with."""
