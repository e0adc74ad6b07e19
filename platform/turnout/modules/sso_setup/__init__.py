"""Setting up enterprise sign-in: links for the IT department."""
