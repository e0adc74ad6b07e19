"""What every page has: shared views, the reader, access, redirects, problem pages."""
