"""One module a revision; the file names begin with its number."""
