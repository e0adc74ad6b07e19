"""Box office: tickets sold at the desk and at the door, paid there or by a link until a day."""
