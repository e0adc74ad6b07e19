"""Order search: orders and attendees as the team finds them, by filters and words; saved views."""
