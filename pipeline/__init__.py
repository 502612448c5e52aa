"""glaneur: French news into linked tables."""
