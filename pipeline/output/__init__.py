"""From the records of the tables to files: one file a format."""
