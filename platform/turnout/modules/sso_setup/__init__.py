"""Setting up enterprise sign-in: links for the IT department, and test sign-ins."""
