"""Every statement of discovery: reading for the pages, writing for the reactions."""
