"""Figure shares: which figures of which event a partner sees, until when."""
