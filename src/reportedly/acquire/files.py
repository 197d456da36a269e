"""Reports from files, folders and streams."""


class BadInput(ValueError):
    """What was given can't be read as an English report. The message is one line that says what to do."""
