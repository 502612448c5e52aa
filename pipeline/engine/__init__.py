"""The run: from a corpus to its tables, over one process or many."""
