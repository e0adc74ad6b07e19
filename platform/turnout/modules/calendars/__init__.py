"""What people hold tickets for, kept in calendars of theirs elsewhere."""
