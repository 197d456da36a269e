"""Paths and streams in; bytes, their kind and their metadata out."""
