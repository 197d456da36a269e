"""A parsed document in, the parts of its dossier out: one module a kind of thing."""
