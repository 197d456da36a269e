"""Short made-up reports, one file each, that hold one phenomenon of language and what is to be understood of it."""
