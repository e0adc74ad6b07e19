"""Use cases of closures: suspensions by the platform, closing by owners, deletion."""
