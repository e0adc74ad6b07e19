"""Applications: orders that an organizer approves or denies before they count."""
