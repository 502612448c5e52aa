"""Quoted speech: who said what."""
