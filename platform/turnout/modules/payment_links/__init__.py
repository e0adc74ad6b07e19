"""Payment links: the page of an unpaid order, handed to its buyer and open for longer."""
