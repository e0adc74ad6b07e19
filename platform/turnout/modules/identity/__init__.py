"""People: how they sign up, prove who they are, stay signed in, and which members they are."""
