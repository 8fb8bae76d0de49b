"""A lesson of one's own: made in a form, shown as any other lesson, kept in a link or a file."""
