"""The article as the rules of quotes read it: marks, sentences, parse."""
