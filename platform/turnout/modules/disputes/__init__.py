"""The dispute desk: alerts, evidence with what the platform knows, and answers sent once."""
