"""Full names of organisations: acronyms, short forms, legal suffixes, the article of a newspaper."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from functools import cache

from pipeline.entities.acronyms import Tie
from pipeline.entities.gazetteer import acronyms, bare, countries
from pipeline.entities.kinds import is_organisation_noun
from pipeline.entities.spelling import fold, name_words, near, one_line
from pipeline.language.lists import load
from pipeline.language.patterns import one_of
from pipeline.records import Name

_LEGAL = re.compile(rf",? (?:{one_of(name_words('legal_form'))})$")
_WORDS = re.compile(r"[\w&]+")
_FORMERLY = re.compile(r",? ?\(?(?:l')?(?:ex-|ex |anciennement |autrefois |ci-devant |né sous le nom de )")
LONGEST_ACRONYM = 8
# Letters of a name that may be misspelt; beyond so many names none is looked for: the cost grows with their square.
LEAST_MISSPELT, MOST_FORMS = 6, 200


def organisation_names(text: str, names: Sequence[Name], tied: Sequence[Tie] = ()) -> dict[int, str]:
    """Return the full name of each organisation, by place in ``names``; ``tied`` are the acronyms spelt out.

    >>> text = "La Cour des comptes (CDC) juge. La CDC note."
    >>> list(organisation_names(text, [Name(3, 19, "ORG"), Name(21, 24, "ORG"), Name(35, 38, "ORG")]).values())
    ['Cour des comptes', 'Cour des comptes', 'Cour des comptes']
    """
    forms = {at: _without_status(text[n.start : n.end]) for at, n in enumerate(names) if n.label == "ORG"}
    short = {fold(text[slice(*t.acronym)]): one_line(text[slice(*t.long)]) for t in tied if t.organisation}
    known = Organisations(forms, _tied(text, names, forms) | short | _former(text, names, forms))
    return {at: known.name(at) for at in forms}


# Letters that may be initials: « OTAN ».
_LONGEST_INITIALS = 4
# Words of the beginning of a long form that stands for it.
LONGEST_PART = 20


class Organisations:
    """The organisations of an article, by all that may stand for their long form.

    ``forms`` are the surfaces by place in the names, ``short`` the short names that the text itself ties to a long one.
    """

    def __init__(self, forms: dict[int, str], short: dict[str, str]) -> None:
        """Gather the long forms."""
        self.forms, self.short = forms, short
        self.first = _first_forms(forms)
        self.last = {bare(fold(form)): at for at, form in forms.items()}
        self.counts = Counter(bare(fold(form)) for form in forms.values())
        self.longs: dict[str, set[str]] = defaultdict(set)
        self.heads: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for key, (long, at) in self.first.items():
            words = key.split(" ")
            if len(words) > 1:
                for acronym in acronyms_of(long):
                    self.longs[acronym.upper()].add(long)
                self.heads[words[0]].append((long, at))
                for end in range(2, min(len(words), LONGEST_PART + 1)):
                    self.longs[" ".join(words[:end])].add(long)
                if tail := self._tail(long, words):
                    self.longs[tail].add(long)

    def _tail(self, long: str, words: list[str]) -> str:
        """Return « deepmind » of « Google DeepMind », « tallandier » of « éditions Tallandier »; never « nantes »."""
        first, _, rest = long.partition(" ")
        led = is_organisation_noun(first.lower()) or words[0] in self.first
        return fold(rest) if led and " " not in rest else ""

    def is_said_again(self, key: str, long: str, first: int) -> bool:
        """Tell whether a first word is said after its long form too; « Altis de Brest », « Altis France » are not."""
        rest = long.partition(" ")[2]
        return first < self.last[key] and rest[:1].isupper() and fold(rest) not in countries()

    def name(self, at: int) -> str:
        """Return the full name of the organisation at a place: by the first link that knows it."""
        form = self.forms[at]
        key = bare(fold(form))
        return next((long for link in LINKS if (long := link(self, form, key, at))), form)


def by_tie(known: Organisations, form: str, key: str, at: int) -> str:
    """« La Cour des comptes (CDC) … la CDC », « X (ex-Twitter) … Twitter »: what the text ties."""
    return known.short.get(fold(form), "")


def by_list(known: Organisations, form: str, key: str, at: int) -> str:
    """« ESA » where the article also has « Agence spatiale européenne »: what the list ties."""
    long = acronyms().get(form, "") or (_listed().get(key, "") if " " in key else "")
    return known.first[bare(fold(long))][0] if long and bare(fold(long)) in known.first else ""


def by_acronym(known: Organisations, form: str, key: str, at: int) -> str:
    """« ZNS » where one organisation alone has these initials."""
    written = form.isupper() or (len(form) > _LONGEST_INITIALS and form.istitle())  # « UEMOA », « Uemoa »
    if not (written and 1 < len(form) <= LONGEST_ACRONYM):
        return ""
    return _only(known.longs.get(key.upper(), ()))


def by_part(known: Organisations, form: str, key: str, at: int) -> str:
    """« Caisse des Dépôts » of « Caisse des Dépôts et Consignations », « DeepMind » of « Google DeepMind »."""
    return _only(known.longs.get(key, ()))


def by_first_word(known: Organisations, form: str, key: str, at: int) -> str:
    """« Mistral » said after « Mistral AI » too; a common noun needs no more (« Assemblée »).

    But « le Centre » is no « Centre Gauche-PCS » that is named after it.
    """
    common = is_organisation_noun(form.lower())
    longs = known.heads.get(key, ())
    return _only(
        {
            long
            for long, first in longs
            if first < at or known.is_said_again(key, long, first) or (common and long.partition(" ")[2][:1].islower())
        }
    )


def by_form(known: Organisations, form: str, key: str, at: int) -> str:
    """« Le Monde » for « Monde », the longest form of one name."""
    return known.first[key][0] if key in known.first else ""


def by_misspelling(known: Organisations, form: str, key: str, at: int) -> str:
    """« OpenIA » where « OpenAI » is named more often; « Rennes 1 » is not « Rennes 2 »."""
    if len(key) < LEAST_MISSPELT or len(known.counts) > MOST_FORMS or not key.replace(" ", "").isalpha():
        return ""
    count = known.counts[key]
    alike = {known.first[k][0] for k, n in known.counts.items() if n > count and near(k, key) and k != key}
    return _only(alike)


@cache
def _listed() -> dict[str, str]:
    """Return the usual name of each short name of several words, folded without article."""
    return {bare(fold(short)): name for short, name in acronyms().items() if " " in short}


LINKS = (by_tie, by_list, by_acronym, by_part, by_first_word, by_misspelling, by_form)


def _only(longs: Collection[str]) -> str:
    return next(iter(longs)) if len(longs) == 1 else ""


def _former(text: str, names: Sequence[Name], forms: dict[int, str]) -> dict[str, str]:
    """Return old name -> new name for « X (ex-Twitter) », « France Travail, anciennement Pôle emploi, »."""
    found: dict[str, str] = {}
    for at, form in forms.items():
        if at + 1 in forms and _FORMERLY.fullmatch(text, names[at].end, names[at + 1].start):
            found.setdefault(fold(forms[at + 1]), form)
    return found


def _without_status(surface: str) -> str:
    return _LEGAL.sub("", " ".join(surface.split()))


def _first_forms(forms: dict[int, str]) -> dict[str, tuple[str, int]]:
    """Return each organisation of the article by folded name without article: its form and its first place."""
    found: dict[str, tuple[str, int]] = {}
    for at, form in forms.items():
        key = bare(fold(form))
        known = newspapers().get(key)
        best = known or form
        if key not in found:
            found[key] = (best, at)
        elif not known and (len(form), not _is_shouted(form)) > (len(found[key][0]), not _is_shouted(found[key][0])):
            found[key] = (form, found[key][1])
    return found


def _is_shouted(form: str) -> bool:
    """Tell « ALTIS », the capitals of a heading where the article also has « Altis », from « OTAN »."""
    return form.isupper() and len(form) > _LONGEST_INITIALS and form not in acronyms()


def _tied(text: str, names: Sequence[Name], forms: dict[int, str]) -> dict[str, str]:
    """Return acronym -> long form for the pairs that brackets tie: « Cour des comptes (CDC) », « CDC (Cour ...) »."""
    found: dict[str, str] = {}
    for at, form in forms.items():
        if at + 1 in forms and text[names[at].end : names[at + 1].start] in (" (", " («", " - ", ", ou "):
            other = forms[at + 1]
            short, long = sorted((form, other), key=len)
            if " " not in short and short[0].isupper() and fits(short, long):
                found.setdefault(fold(short), long)
    return found


def acronyms_of(long: str) -> tuple[str, ...]:
    """Return the initials of a long name, without its small words and with them, folded.

    >>> acronyms_of("Organisation des Nations unies"), acronyms_of("Cour des comptes")
    (('onu', 'odnu'), ('cc', 'cdc'))
    """
    words = _WORDS.findall(fold(long))
    counting = "".join(w[0] for w in words if w not in name_words("no_initial") and len(w) > 1)
    return tuple(dict.fromkeys((counting, "".join(w[0] for w in words))))


def fits(short: str, long: str) -> bool:
    """Tell whether the letters of an acronym occur in order in the long form, the first one first.

    >>> fits("Inserm", "Institut national de la santé et de la recherche médicale"), fits("CDC", "Armée rouge")
    (True, False)
    """
    letters = iter(fold(long))
    first = fold(short)
    return len(short) > 1 and fold(long)[0] == first[0] and all(c in letters for c in first if c.isalnum())


@cache
def newspapers() -> dict[str, str]:
    """Return the organisations whose name opens with an article, by folded name without it.

    A noun of organisation needs its article: « l'Union » is rarely the newspaper L'Union.
    """
    nouns = {fold(row["form"]) for row in load("entities/organisation_words")}
    rows = [row["name"] for row in load("entities/article_names") if row["label"] == "ORG"]
    return {key: name for name in rows if (key := bare(fold(name))) not in nouns}
