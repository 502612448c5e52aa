"""The extractors, in the order in which they run: a later one may read what an earlier one found."""

import pipeline.entities.find  # noqa: I001 - the order is the order of the run
import pipeline.amounts.find
import pipeline.dates.find
import pipeline.quotes.find
import pipeline.quotes.text.parse  # noqa: F401 - registers the component that reads for the quotes
