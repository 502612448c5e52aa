"""The corrections of the names that the model finds, in the order in which they run."""

from collections.abc import Callable, Collection, Iterable

from pipeline.entities.additions import (
    add_armies,
    add_inhabitants,
    add_laws,
    add_papers,
    add_roads,
    add_titled,
    extend_organisations,
)
from pipeline.entities.bounds import (
    Names,
    apart,
    cut_clauses,
    extend_persons,
    join_article,
    trim,
    whole_words,
)
from pipeline.entities.conventions import (
    cut_glued,
    cut_nationalities,
    cut_prefixes,
    cut_roles,
    drop_addresses,
    drop_common_acronyms,
    drop_portfolios,
    whole_after_hyphen,
)
from pipeline.entities.cuts import (
    cut_common_words,
    cut_holders,
    cut_offices,
    cut_origins,
    cut_places_in_capitals,
    cut_purposes,
    cut_sentences,
    cut_sports,
    cut_verbs,
    split_networks,
)
from pipeline.entities.heads import drop_demonyms, drop_noise, drop_titles, extend_heads
from pipeline.entities.labels_by_article import (
    add_acronyms,
    add_missed,
    firms_by_evidence,
    first_words,
    lengthen,
    majority,
    surnames_to_persons,
)
from pipeline.entities.labels_by_context import (
    add_firms,
    firms_by_country,
    label_from_left,
    labels_by_apposition,
    persons_by_apposition,
    persons_by_description,
    persons_by_nickname,
    persons_by_role,
)
from pipeline.entities.labels_by_list import cut_known, cut_organs, label_known
from pipeline.entities.labels_by_neighbour import (
    acronyms_like_names,
    drop_inhabitants,
    feasts,
    given_names_to_persons,
    no_persons,
    persons_beside,
    places_by_road,
    places_by_shape,
    works_by_description,
    works_by_evidence,
)
from pipeline.entities.labels_by_row import (
    drop_epithets,
    persons_in_a_row,
    persons_in_brackets,
    places_in_a_row,
    places_in_brackets,
    works_in_a_row,
)
from pipeline.entities.labels_by_shape import (
    bodies_by_noun,
    datelines,
    events,
    extend_clubs,
    firms_by_pair,
    organisations_by_shape,
    persons_in_capitals,
    places_by_saint,
    roads,
    split_credits,
)
from pipeline.entities.splits import cut_minutes, split_lines, split_routes, split_scores
from pipeline.records import Name

Correction = Callable[[str, Names], Iterable[Name]]

CORRECTIONS: tuple[Correction, ...] = (
    split_lines,
    whole_after_hyphen,
    cut_glued,
    drop_addresses,
    split_scores,
    cut_minutes,
    cut_clauses,
    cut_verbs,
    cut_purposes,
    cut_sports,
    cut_sentences,
    trim,
    cut_offices,
    join_article,
    whole_words,
    cut_prefixes,
    split_routes,
    extend_persons,
    cut_roles,
    cut_holders,
    cut_places_in_capitals,
    drop_titles,
    cut_origins,
    split_networks,
    cut_common_words,
    drop_demonyms,
    drop_inhabitants,
    drop_epithets,
    cut_nationalities,
    drop_noise,
    drop_common_acronyms,
    split_credits,
    cut_organs,
    cut_known,
    organisations_by_shape,
    bodies_by_noun,
    persons_in_capitals,
    places_by_saint,
    no_persons,
    roads,
    datelines,
    firms_by_pair,
    label_known,
    label_from_left,
    labels_by_apposition,
    works_by_description,
    firms_by_country,
    persons_by_role,
    persons_by_nickname,
    persons_by_apposition,
    persons_by_description,
    persons_in_brackets,
    persons_beside,
    works_in_a_row,
    persons_in_a_row,
    places_in_a_row,
    places_in_brackets,
    places_by_road,
    extend_clubs,
    extend_heads,
    extend_organisations,
    add_inhabitants,
    add_armies,
    places_by_shape,
    feasts,
    events,
    add_titled,
    add_papers,
    add_roads,
    add_laws,
    add_firms,
    lengthen,
    surnames_to_persons,
    given_names_to_persons,
    first_words,
    firms_by_evidence,
    works_by_evidence,
    acronyms_like_names,
    majority,
    add_acronyms,
    add_missed,
    drop_portfolios,
)


def correct(text: str, names: Iterable[tuple[int, int, str]], without: Collection[str] = ()) -> Names:
    """Correct the names found in ``text`` (plain typography); ``without`` names corrections to leave out.

    >>> text = "selon l'ONU, M. Dumez"
    >>> [(text[n.start:n.end], n.label) for n in correct(text, [(6, 11, "ORG"), (13, 21, "PER")])]
    [('ONU', 'ORG'), ('Dumez', 'PER')]
    """
    found = apart(Name(*name) for name in names)
    for correction in CORRECTIONS:
        if correction.__name__ not in without:
            corrected = list(correction(text, found))
            if corrected != found:  # most change nothing
                found = apart(corrected)
    return found
