"""The extractors, in the order in which they run: a later one may read what an earlier one found."""

import pipeline.entities.find  # noqa: I001 - the order is the order of the run
import pipeline.amounts.find
import pipeline.dates.find
import pipeline.quotes.find  # noqa: F401
