"""Forms on pages: fields, questions, CSRF, and showing a form again with its errors."""
