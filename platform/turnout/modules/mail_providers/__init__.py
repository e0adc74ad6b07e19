"""E-mail providers of organizations: mails handed over in their order, and what becomes of them."""
