"""What organizers let buyers do and how they may pay: buyer terms and payment plans."""
