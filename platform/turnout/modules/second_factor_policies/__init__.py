"""Second-factor policies: which roles of an organization ask for a second factor, from when."""
