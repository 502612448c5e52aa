"""Names: persons, organisations, places; and who is who."""
