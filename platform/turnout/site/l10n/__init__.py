"""Words, formats, languages and time zones of pages."""
