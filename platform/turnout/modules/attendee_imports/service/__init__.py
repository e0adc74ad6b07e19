"""Use cases of attendee imports: tables and their columns, looking through them, bringing in."""
