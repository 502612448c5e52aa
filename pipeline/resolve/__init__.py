"""Resolution: what the records of an article mean together."""

# The extractors name their resolvers, and the resolvers read the extractors' lists: the extractors load first.
import pipeline.extractors  # noqa: F401
