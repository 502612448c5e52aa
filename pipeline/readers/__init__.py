"""Readers: one file a format, each a function ``(path) -> Iterator[Article]``."""
