"""Programme search: sessions and speakers of all events of an organization, for its team."""
