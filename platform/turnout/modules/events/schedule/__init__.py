"""Read a conference's programme from schedule XML: pure, no clock, no database."""
