"""Every statement of accounting: bank statements, payouts, findings, the books' accounts."""
