"""The rules that find quotes."""
