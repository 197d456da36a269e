"""The web desk: a desk's incidents, reports, parties and sources as pages, feeds and an API, for anyone to read."""
