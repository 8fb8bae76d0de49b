"""Many visitors at once, without browsers: what a change costs them, and what they cost the server."""
