"""The extractors, in the order in which they run: a later one may read what an earlier one found."""

from pipeline.extractors import entities as entities  # noqa: I001 - the order is the order of the run
from pipeline.extractors import amounts as amounts
from pipeline.extractors import dates as dates
from pipeline.extractors import quotes as quotes
