"""French: typography, sentences, numbers, inflection, lists; no spaCy, and no disk but the lists."""
