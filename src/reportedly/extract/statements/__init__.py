"""Who said what: cues of speech, their speakers and contents, and what the saying does."""

from reportedly.extract.statements.find import find_statements

__all__ = ["find_statements"]
