"""Quotes: who said what, direct, mixed and indirect; and what stands in marks without being speech."""

from pipeline.extractors.quotes.find import find_quotes as find_quotes
from pipeline.extractors.quotes.records import Quote as Quote
from pipeline.extractors.quotes.records import QuotedTerm as QuotedTerm
