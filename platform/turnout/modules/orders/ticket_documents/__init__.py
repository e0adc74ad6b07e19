"""What an order's tickets are handed out as: codes, a PDF, a calendar entry."""
