"""From dossiers to incidents of the desk: what is one happening, who is independent, what agrees and what doesn't."""
