"""What is put before people: typefaces, layouts of mails, and the drawing of paper."""
