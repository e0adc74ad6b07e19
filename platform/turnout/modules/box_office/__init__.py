"""Box office: tickets sold at the desk, paid there or by a link until a day."""
