"""Read and write an event's programme as schedule XML, CSV and iCalendar; recurrence. Pure."""
