"""Quiz me: a question in place of what was on the page, and the answers of the visit."""
