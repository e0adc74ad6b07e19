"""Hand-overs: an organization goes to another owner or agency, with everything it has."""
