"""How long organizations keep the personal data of events that are over."""
