"""Namesakes: people of one name in different articles who cannot be one.

An article shows of a person a *profile*: the gender and the field of the roles (« f:sport », « m: », « :politics »).
Two profiles exclude each other where gender or field differ: « Paul Martin, sénateur » is not « Paul Martin,
footballeur ». A former role excludes nothing: athletes become ministers.
"""

from collections.abc import Iterable, Mapping


def profile_of(gender: str, fields: Iterable[str]) -> str:
    """Return the profile of a person from the gender and the fields of the roles; two fields show none.

    >>> profile_of("f", ["sport", ""]), profile_of("", ["sport", "arts"]), profile_of("", [])
    ('f:sport', '', '')
    """
    found = {field for field in fields if field}
    field = found.pop() if len(found) == 1 else ""
    return f"{gender}:{field}" if gender or field else ""


def gender_in(profile: str) -> str:
    """Return the gender of a profile.

    >>> gender_in("f:sport"), gender_in("")
    ('f', '')
    """
    return profile.partition(":")[0]


def compatible(one: str, other: str, gendered: bool = True) -> bool:
    """Tell whether two profiles may be of one person; ``gendered`` tells whether the gender counts.

    >>> compatible("f:sport", "f:"), compatible("f:sport", ":politics"), compatible("", "m:arts")
    (True, False, True)
    >>> compatible("f:", "m:"), compatible("f:", "m:", gendered=False)
    (False, True)
    """
    pairs = zip(_parts(one), _parts(other), strict=True)
    return all(a == b or not a or not b for a, b in list(pairs)[0 if gendered else 1 :])


def joined(one: str, other: str) -> str:
    """Return what two compatible profiles say together.

    >>> joined("f:", ":sport")
    'f:sport'
    """
    gender, field = (a or b for a, b in zip(_parts(one), _parts(other), strict=True))
    return f"{gender}:{field}" if gender or field else ""


def part(profiles: Mapping[str, int], gendered: bool = True) -> list[list[str]]:
    """Part the profiles that articles show of one name, each with its mentions, into people; the most named first.

    A profile that fits one of them only joins it; one that fits several stays apart: a wrong join is worse than a
    split. Where ``gendered`` is not set the gender does not part them: one given name has one, and a reading may err.

    >>> part({"m:sport": 3, "m:politics": 9, "": 4})
    [['m:politics'], [''], ['m:sport']]
    >>> part({"m:sport": 3, "": 4, "m:": 1})
    [['m:sport', 'm:', '']]
    """
    people: list[tuple[str, list[str]]] = []
    for profile in sorted(profiles, key=lambda p: (-sum(map(bool, _parts(p))), p)):
        fit = [at for at, (shown, _) in enumerate(people) if compatible(shown, profile, gendered)]
        if len(fit) == 1:
            shown, members = people[fit[0]]
            people[fit[0]] = joined(shown, profile), [*members, profile]
        else:
            people.append((profile, [profile]))
    return sorted((members for _, members in people), key=lambda m: (-sum(profiles[p] for p in m), m))


def _parts(profile: str) -> tuple[str, str]:
    gender, _, field = profile.partition(":")
    return gender, field
