"""The language model, made fast; it knows no extractor."""
