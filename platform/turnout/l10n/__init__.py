"""Languages, formats and brand colours that mails, papers and pages share."""
