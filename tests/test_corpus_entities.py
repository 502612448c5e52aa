"""One id for each entity over a corpus, whatever the order of the articles."""

import itertools

import pytest

from pipeline.entities.aliases import Alias
from pipeline.entities.corpus import Entities, EntityIndex
from pipeline.entities.corpus_names import Said, named
from pipeline.entities.find import Mention


def mention(label: str, name: str, text: str = "", role: str = "", profile: str = "") -> Mention:
    return Mention(label=label, name=name, text=text or name, role=role, profile=profile)


ARTICLES = [
    [mention("PER", "Emmanuel Macron", role="président"), mention("PER", "Emmanuel Macron", "Macron")],
    [mention("PER", "Macron"), mention("LOC", "États-Unis", "Etats-Unis"), mention("ORG", "UE")],
    [mention("ORG", "Union européenne", "UE"), mention("ORG", "Union européenne"), mention("LOC", "USA")],
    [mention("PER", "Emmanuel Macron", role="président de la République"), mention("ORG", "Le Monde")],
]


def index(articles: list[list[Mention]], aliases: list[Alias] | None = None) -> Entities:
    gathered = EntityIndex(aliases or [])
    for article in articles:
        gathered.add(named(article))
    return gathered.finish()


def test_rows_do_not_depend_on_the_order_of_articles() -> None:
    expected = index(ARTICLES).rows
    for order in itertools.permutations(ARTICLES):
        assert index(list(order)).rows == expected


def test_lone_surname_joins_the_only_full_name() -> None:
    found = index(ARTICLES)
    row = next(e for e in found.rows if e.entity_id == "per-emmanuel-macron")
    assert (row.mentions, row.articles, row.aliases) == (4, 3, "Macron")
    assert found.find("PER", "Macron") == ("per-emmanuel-macron", "Emmanuel Macron")


def test_an_article_counts_once_for_a_short_and_a_full_name() -> None:
    both = [
        mention("ORG", "Office du port"),
        mention("ORG", "ODP", "ODP"),
        mention("PER", "Arel"),
        mention("PER", "Luc Arel"),
    ]
    found = index([both, [mention("ORG", "Office du port", "ODP")], [mention("PER", "Arel")]])
    assert [(e.name, e.mentions, e.articles) for e in found.rows] == [("Office du port", 3, 2), ("Luc Arel", 3, 2)]


def test_an_acronym_of_another_country_keeps_its_own_name() -> None:
    dakar = [mention("ORG", "CNES"), mention("LOC", "Sénégal")]
    toulouse = [mention("ORG", "CNES"), mention("LOC", "France"), mention("LOC", "Sénégal")]
    assert index([dakar]).rows[-1].name == "CNES"
    assert index([dakar]).find_speaker("CNES") == "org-cnes"
    assert "Centre national d'études spatiales" in [e.name for e in index([toulouse]).rows]
    assert "Union européenne" in [e.name for e in index([[mention("ORG", "UE"), mention("LOC", "Sénégal")]]).rows]


def test_roles_are_counted() -> None:
    row = next(e for e in index(ARTICLES).rows if e.name == "Emmanuel Macron")
    assert row.roles == "président | président de la République"


def test_countries_carry_their_iso_code() -> None:
    found = index(ARTICLES)
    assert found.find("LOC", "USA") == ("loc-us-etats-unis", "États-Unis")
    assert found.find("LOC", "Etats-Unis") == ("loc-us-etats-unis", "États-Unis")


def test_acronym_joins_the_organisation_that_bears_it_elsewhere() -> None:
    assert index(ARTICLES).find("ORG", "UE") == ("org-union-europeenne", "Union européenne")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        (["François Hollande"], "François"),
        (["George Martin", "George R. R. Martin"], "Martin"),
        (["Marine Le Pen", "Jean-Marie Le Pen"], "Le Pen"),
        (["Angela Merkel"], "Angela"),
        (["Elizabeth Taylor"], "Taylor Swift"),
        (["George Michael"], "Michael"),
        (["Premier Luc Arel"], "Luc Arel"),
    ],
)
def test_short_name_stays_apart(full: list[str], short: str) -> None:
    found = index([[mention("PER", name) for name in full], [mention("PER", short)]])
    assert found.find("PER", short)[1] == short
    assert len({found.find("PER", name)[0] for name in [*full, short]}) == len(full) + 1


def test_same_name_with_two_labels_makes_two_entities() -> None:
    found = index([[mention("LOC", "Washington"), mention("PER", "Washington")]])
    assert [e.entity_id for e in found.rows] == ["loc-washington", "per-washington"]


def test_spellings_make_one_entity_named_by_the_most_frequent() -> None:
    found = index([[mention("PER", "Eric Drouet"), mention("PER", "Éric Drouet"), mention("PER", "Éric Drouet")]])
    assert [(e.name, e.aliases, e.articles) for e in found.rows] == [("Éric Drouet", "Eric Drouet", 1)]


def test_aliases_of_the_user_win() -> None:
    aliases = [Alias("Macron", "", "Brigitte Macron", "Q42"), Alias("Maison-Blanche", "ORG", "Présidence", "")]
    found = index([*ARTICLES, [mention("ORG", "Maison-Blanche"), mention("LOC", "Maison-Blanche")]], aliases)
    assert found.find("PER", "Macron", "Macron") == ("Q42", "Brigitte Macron")
    assert found.find("PER", "Emmanuel Macron", "Emmanuel Macron")[0] == "per-emmanuel-macron"
    assert found.find("ORG", "Maison-Blanche") == ("org-presidence", "Présidence")
    assert found.find("LOC", "Maison-Blanche") == ("loc-maison-blanche", "Maison-Blanche")


def test_ids_differ_where_names_differ_by_signs_only() -> None:
    found = index([[mention("ORG", "A+B"), mention("ORG", "A B"), mention("ORG", "東京")]])
    assert len({e.entity_id for e in found.rows}) == 3


def test_speaker_is_a_person_before_an_organisation() -> None:
    found = index([[mention("PER", "Renault"), mention("ORG", "Renault"), mention("ORG", "Atos")]])
    assert found.find_speaker("Renault") == "per-renault"
    assert found.find_speaker("Atos") == "org-atos"
    assert found.find_speaker("personne") == ""


def test_well_known_acronym_is_its_full_name_unless_the_article_says_otherwise() -> None:
    said = [mention("ORG", "ONU"), mention("ORG", "Nations unies"), mention("ORG", "Parti stellaire", "PS")]
    found = index([said])
    counts = {e.name: (e.mentions, e.articles) for e in found.rows}
    assert counts == {"Nations unies": (2, 1), "Parti stellaire": (1, 1)}
    assert found.find("ORG", "ONU") == ("org-nations-unies", "Nations unies")


def test_the_accented_form_of_a_name_is_shown() -> None:
    said = [mention("PER", "Edouard Philippe"), mention("PER", "Edouard Philippe"), mention("PER", "Édouard Philippe")]
    assert [e.name for e in index([said]).rows] == ["Édouard Philippe"]


def test_namesakes_whose_trade_or_gender_differ_stay_apart() -> None:
    name = "Camille Martin"
    found = index(
        [
            [
                mention("PER", name, profile="m:politics"),
                mention("PER", name, profile="m:politics"),
            ],
            [mention("PER", name, profile="m:sport")],
            [mention("PER", name, profile="f:")],
            [mention("PER", name, profile=":sport")],
            [mention("PER", name)],
        ]
    )
    ids = {shown: found.find("PER", name, profile=shown)[0] for shown in ("m:politics", "m:sport", "f:", "")}
    assert ids["m:politics"] == "per-camille-martin"
    assert len(set(ids.values())) == 4
    assert found.find("PER", name, profile=":sport")[0] == ids["m:sport"]
    assert sorted((e.gender, e.articles) for e in found.rows) == [("", 1), ("f", 1), ("m", 1), ("m", 2)]


def test_the_gender_parts_no_bearers_of_a_given_name_that_has_one() -> None:
    said = [[mention("PER", "Anne Roux", profile="f:")], [mention("PER", "Anne Roux", profile="m:")]]
    assert [(e.name, e.gender) for e in index(said).rows] == [("Anne Roux", "")]


def test_one_bearer_takes_what_shows_nothing() -> None:
    found = index([[mention("PER", "Anne Roux", profile="f:arts")], [mention("PER", "Anne Roux")]])
    assert [(e.entity_id, e.gender, e.articles) for e in found.rows] == [("per-anne-roux", "f", 2)]


def test_a_surname_joins_no_full_name_of_the_other_gender() -> None:
    said = [[mention("PER", "Paul Roux", profile="m:")], [mention("PER", "Roux", profile="f:")]]
    assert [e.name for e in index(said).rows] == ["Paul Roux", "Roux"]
    joined = [[mention("PER", "Paul Roux", profile="m:")], [mention("PER", "Roux", profile="m:")]]
    assert [e.name for e in index(joined).rows] == ["Paul Roux"]


def test_quotes_are_counted_by_who_says_them_and_bring_their_role() -> None:
    gathered = EntityIndex()
    speakers = [
        Said("PER", "Anne Roux", "f:", "maire"),
        Said("PER", "Anne Roux", "f:", "avocate", 2),
        Said("ORG", "Altis", "", ""),
        Said("PER", "Personne", "", ""),
    ]
    gathered.add_quotes(speakers[1:])
    gathered.add(named([mention("PER", "Anne Roux", role="maire", profile="f:"), mention("ORG", "Altis")]))
    gathered.add_quotes(speakers[:1])
    rows = {e.name: (e.quotes, e.roles) for e in gathered.finish().rows}
    assert rows == {"Anne Roux": (3, "avocate | maire"), "Altis": (1, "")}


def test_a_name_and_its_article_are_one_over_the_corpus() -> None:
    found = index([[mention("ORG", "Le Monde"), mention("ORG", "Le Monde")], [mention("ORG", "Monde")]])
    assert [(e.name, e.mentions) for e in found.rows] == [("Le Monde", 3)]


def test_the_user_joins_namesakes() -> None:
    said = [[mention("PER", "Paul Roux", profile="m:sport")], [mention("PER", "Paul Roux", profile="m:politics")]]
    assert len(index(said).rows) == 2
    assert len(index(said, [Alias("Paul Roux", "", "Paul Roux", "")]).rows) == 1
