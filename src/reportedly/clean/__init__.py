"""Text or HTML in, :class:`~reportedly.model.Document` out: what is the report, and what is furniture."""

from reportedly.clean.text import clean_text

__all__ = ["clean_text"]
