"""Records of processing: what an organization does with personal data, and for what."""
