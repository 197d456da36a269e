"""A dossier in, what a reader is shown out: for the terminal, as Markdown, as a web page."""
