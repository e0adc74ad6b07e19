"""Pages of tickets, their transfer, and my tickets."""
