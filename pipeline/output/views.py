"""The views of the base: rows as people read them, with the article, the speaker and the day beside.

Their columns are those of the table, then ``title``, ``source``, ``published``, ``url`` of the article (``title`` falls
back on the id) and what is known of who speaks. The same views are in ``glaneur.sqlite``.
"""

_ARTICLE = "coalesce(a.title, a.article_id) as title, a.source, a.published, a.url"
# A passage, its article, the quote in which it lies and the entity that says it.
_SAID = (
    "coalesce(q.speaker_name, q.speaker) as said_by, q.speaker_role as said_by_role, q.entity_id as said_by_id, "
    "e.gender as said_by_gender"
)
_SAID_FROM = (
    "join articles a using (article_id) left join quotes q on q.quote_id = p.quote_id "
    "left join entities e on e.entity_id = q.entity_id"
)

# A range has a low and a high end where another sum has one figure.
_RANGE = "p.value is null and p.value_min is not null and p.value_max is not null"
_EUROS = "p.value_eur is null and p.value_eur_min is not null and p.value_eur_max is not null"
_SUM = (
    f"case when {_RANGE} then p.value_min else p.value end as sum, "
    f"case when {_RANGE} then p.value_max end as sum_most, "
    f"case when {_EUROS} then p.value_eur_min else p.value_eur end as euros, "
    f"case when {_EUROS} then p.value_eur_max end as euros_most"
)

VIEWS: dict[str, str] = {
    # Who said what, where and when: one row a quote.
    "citations": (
        f"select q.*, e.gender, e.label as speaker_label, {_ARTICLE} from quotes q "
        "join articles a using (article_id) left join entities e using (entity_id)"
    ),
    # Every sum, with who says it where it lies in a quote.
    "sommes": f"select p.*, {_SUM}, {_SAID}, {_ARTICLE} from amounts p {_SAID_FROM}",
    "sommes_dites": f"select p.*, {_SUM}, {_SAID}, {_ARTICLE} from amounts p {_SAID_FROM} where p.quote_id is not null",
    # Every temporal expression, with who says it.
    "temps": f"select p.*, {_SAID}, {_ARTICLE} from dates p {_SAID_FROM}",
    # Every name where it is written.
    "noms": (
        f"select p.*, e.gender, {_ARTICLE} from mentions p join articles a using (article_id) "
        "left join entities e using (entity_id)"
    ),
    "termes": f"select p.*, {_ARTICLE} from quoted_terms p join articles a using (article_id)",
}
