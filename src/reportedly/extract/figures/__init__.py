"""Counts of people killed, injured, missing, abducted, arrested, displaced."""

from reportedly.extract.figures.find import find_figures

__all__ = ["find_figures"]
