"""The cast of an article: roles, genders, kinds, and who a name or a description stands for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.articles import Article
from pipeline.engine.extract import extract
from pipeline.entities.cast import Cast, Member, read_cast
from pipeline.language.typography import plain
from pipeline.records import LIST_SEPARATOR, Name
from tests.example_files import EXAMPLES, Example, parse, read_examples
from tests.running import rows


def cast(line: str) -> Cast:
    """Return the cast of a line in which each name is marked with its label."""
    text, names = parse(line)
    return read_cast(plain(text), sorted(Name(*n) for n in names))


def _role(member: Member, start: int) -> str:
    return LIST_SEPARATOR.join(role.text for role in member.roles if role.start == start)


def _gender(member: Member, start: int) -> str:
    return member.gender


def _kinds(member: Member, start: int) -> str:
    return LIST_SEPARATOR.join(sorted(member.kinds))


SHOWN: dict[str, tuple[str, Callable[[Member, int], str]]] = {
    "roles": ("PER", _role),
    "genders": ("PER", _gender),
    "kinds": ("ORG", _kinds),
}
FOUND = [example for name in SHOWN for example in read_examples(EXAMPLES / "names" / f"{name}.txt")]


@pytest.mark.parametrize("example", FOUND, ids=str)
def test_what_the_article_shows(example: Example) -> None:
    label, show = SHOWN[example.file]
    read = read_cast(plain(example.text), sorted(Name(start, end, label) for start, end, _ in example.expected))
    found = {}
    for start, end, _ in example.expected:
        member = read.at(start, end)
        assert member
        found[start, end] = show(member, start) or "-"
    assert found == {(start, end): value for start, end, value in example.expected}, example.text


CAST = cast(
    "Le chanteur [Claude Morvan]{PER} était mort. Le pape [Claude]{PER} prie. [Anne Vial]{PER}, ancienne ministre, et "
    "[Paul Vial]{PER}, maire de Brest, s'opposent à la ministre [Ana Petit García]{PER}. "
    "La [Cour des comptes]{ORG}, [Le Monde]{ORG}, le secrétaire du préfet [Luc Sanz]{PER} et la banque [Altis]{ORG} "
    "les écoutent."
)


@pytest.mark.parametrize(
    ("surface", "gender", "name"),
    [
        ("Morvan", "", "Claude Morvan"),
        ("M. Morvan", "", "Claude Morvan"),
        ("Claude", "", "Claude"),
        ("C. M.", "", "Claude Morvan"),
        ("Ana Petit", "", "Ana Petit García"),
        ("Petit", "", "Ana Petit García"),
        ("Vial", "f", "Anne Vial"),
        ("Vial", "m", "Paul Vial"),
        ("Vial", "", "Paul Vial"),
        ("Morvann", "", "Claude Morvan"),
        ("CDC", "", "Cour des comptes"),
        ("le Monde", "", "Le Monde"),
        ("Luc Vial", "", ""),
        ("Zoé", "", ""),
        ("Morvan", "f", ""),
    ],
)
def test_a_name_stands_for_a_member(surface: str, gender: str, name: str) -> None:
    found = CAST.named(surface, 10_000, gender)
    assert (found.name if found else "") == name


def test_a_complement_is_nobody() -> None:
    read = cast("[Luc Sanz]{PER}, secrétaire du maire, parle à [Anne Vial]{PER}.")
    assert read.called("le maire", 10_000) is None
    assert read.called("le secrétaire", 10_000) is read.members[0]


def test_of_two_bearers_the_nearest_before_is_named_and_none_without_a_place() -> None:
    first = next(member for member in CAST.members if member.name == "Anne Vial")
    assert CAST.named("Vial", first.places[0].end + 1) is first
    assert CAST.named("Vial") is None


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("le chanteur", "Claude Morvan"),
        ("la ministre", "Ana Petit García"),
        ("l'ancienne ministre", "Anne Vial"),
        ("l'ex-ministre", "Anne Vial"),
        ("le maire", "Paul Vial"),
        ("l'édile", "Paul Vial"),
        ("le maire de Quimper", ""),
        ("l'ancien maire de Brest", ""),
        ("le pontife", "Claude"),
        ("le préfet Sanz", "Luc Sanz"),
        ("le secrétaire", ""),
        ("Le maire\u00a0Vial", "Paul Vial"),
        ("la banque", "Altis"),
        ("le quotidien", "Le Monde"),
        ("le journal du soir", "Le Monde"),
        ("une banque", ""),
        ("l'agence", ""),
        ("la Cour", "Cour des comptes"),
    ],
)
def test_a_description_stands_for_who_is_called_so(description: str, name: str) -> None:
    found = CAST.called(description, 10_000)
    assert (found.name if found else "") == name


def test_a_description_stands_for_who_bears_it_later_when_nobody_has_before() -> None:
    found = CAST.called("la ministre", 0)
    assert found
    assert found.name == "Ana Petit García"
    assert CAST.called("la ministre", 10_000, "m") is None


@pytest.mark.parametrize(
    ("line", "members"),
    [
        ("[Stargate]{MISC} grandit, [Stargate]{ORG} recrute.", [("ORG", "Stargate", 2)]),
        (
            "[M'Jid El Guer]{PER}, [M’Jid El Guer]{LOC} et [M'Jid El Guer]{ORG}, [M'Jid El Guer]{PER}.",
            [("PER", "M'Jid El Guer", 4)],
        ),
        ("[Lyon]{ORG} a gagné à [Lyon]{LOC}.", [("LOC", "Lyon", 1), ("ORG", "Lyon", 1)]),
        ("[Brexit]{MISC}, [Brexit]{MISC}, [Brexit]{MISC}, [Brexit]{MISC} : [Brexit]{ORG}", [("MISC", "Brexit", 5)]),
        ("« Zone » : la [Zone bleue]{LOC}, la [zone bleue]{LOC}, la [zone bleue]{LOC}", [("LOC", "zone bleue", 3)]),
        ("L'[Académie d'art]{ORG} et l'[Académie d’art]{ORG}", [("ORG", "Académie d'art", 2)]),
        ("[OTAN]{ORG} et [Otan]{ORG}", [("ORG", "OTAN", 2)]),
    ],
)
def test_one_name_is_one_member_with_one_label(line: str, members: list[tuple[str, str, int]]) -> None:
    assert sorted((m.label, m.name, len(m.places)) for m in cast(line).members) == members


def test_no_member_over_no_name() -> None:
    assert CAST.at(0, 3) is None
    assert CAST.at(15, 20) is CAST.at(12, 25)


POPE = (
    "Le chanteur Claude François était mort depuis vingt ans. Le pape François a reçu la presse à Rome. "
    "« La paix est possible », a dit François."
)


def test_mentions_and_quotes_say_who_the_pope_is(nlp: Language) -> None:
    found = extract(Article(article_id="x", text=POPE), nlp(POPE))
    (quote,) = found["quotes"]
    mention = max(found["mentions"], key=lambda m: m.start)
    assert (mention.text, mention.name) == ("François", "François")
    assert quote.speaker_name == "François"


def test_mentions_and_quotes_agree_on_every_name_of_a_speaker(demo: Path) -> None:
    entities = {row["entity_id"]: row for row in rows(demo, "entities")}
    mentions = [row for row in rows(demo, "mentions") if row["label"] == "PER"]
    seen = 0
    for quote in rows(demo, "quotes"):
        if quote["speaker_kind"] != "name" or LIST_SEPARATOR in quote["speaker_name"]:
            continue
        start, end = int(quote["speaker_start"]), int(quote["speaker_end"])
        for mention in mentions:
            inside = start <= int(mention["start"]) and int(mention["end"]) <= end
            if mention["article_id"] == quote["article_id"] and inside:
                seen += 1
                assert (mention["name"], mention["entity_id"]) == (quote["speaker_name"], quote["entity_id"])
        if quote["speaker_role"]:
            assert quote["speaker_role"] in entities[quote["entity_id"]]["roles"].split(LIST_SEPARATOR)
    assert seen > 20
