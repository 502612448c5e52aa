"""What exports and pages leave in an article and nobody wrote: adverts, links, rights, certificates."""

import re

from pipeline.language.typography import fold

# Longest line that is taken for one of these.
LONGEST = 400
# So much text at least stands before what repeats it.
REPEATED_AFTER = 80

_LINE = re.compile(
    r"""(?:
      (?:a\ )?(?:lire|voir|ecouter|regarder|relire|retrouvez)\ (?:aussi|egalement|notre|nos)\b.*  # Lire aussi : ...
    | (?:pour\ aller\ plus\ loin|sur\ le\ meme\ sujet|a\ lire|>+\ lire)\s*:.*
    | publicite | annonce | advertisement | inread\ invented\ by\ teads
    | la\ suite\ apres\ (?:la|cette)\ (?:publicite|annonce|video)
    | il\ vous\ reste\ \d+(?:[.,]\d+)?\ ?%.*                                                   # Il vous reste 57 %
    | (?:cet\ |l')?article\ (?:est\ )?reserve\ aux\ abonnes.* | la\ suite\ est\ reservee\ a(?:ux|\ nos)\ abonnes.*
    | deja\ abonne\ ?\?.* | s'abonner | se\ connecter
    | (?:©|\(c\)\ |copyright\b).*                                                                 # © 2023 La Voix
    | .{0,120}\btous\ droits\ reserves\b.{0,60}
    | (?:ce\ )?certificat\ (?:emis|est\ emis|delivre)\b.*                                         # certificate
    | (?:cet\ article\ est\ |aussi\ |egalement\ )paru\ dans\b.*
    | (?:certificat|numero\ de\ document|document)\ ?:?\ ?(?:news|doc)·\d{8}·.* | news·\d{8}·.*
    | \[additional\ text\]\ ?:?
    | partager\ (?:l'article|sur\ (?:facebook|twitter|x|whatsapp|linkedin)).*
    )""",
    re.VERBOSE,
)
# Pieces of words without one of which a text has no such line: to look for them is cheap.
_MAY = (
    *("lire", "voir", "couter", "regarder", "loin", "sujet", "public", "annonce", "advert", "inread", "suite", "reste"),
    *("abonn", "connecter", "©", "(c)", "copyright", "droits", "certificat", "paru", "news·", "additional", "partager"),
    *("retrouvez",),
)
_REPEATED = re.compile(r"\s*\[additional text\]\s*:?.*", re.IGNORECASE | re.DOTALL)


def without_residue(text: str) -> str:
    """Return a text without the lines that are no part of the article.

    >>> without_residue("Le maire a dit oui.\\n\\nLire aussi : Le pont ferme\\n\\nIl part lundi.")
    'Le maire a dit oui.\\n\\nIl part lundi.'
    """
    repeated = _REPEATED.search(text)
    if repeated and repeated.start() >= REPEATED_AFTER:
        text = text[: repeated.start()]
    small = text.lower()
    if not any(piece in small for piece in _MAY):
        return text
    kept: list[str] = []
    dropped = False
    for line in text.split("\n"):
        if is_residue(line):
            dropped = True
            continue
        if dropped and not line.strip() and kept and not kept[-1].strip():
            continue
        dropped = dropped and not line.strip()
        kept.append(line)
    while dropped and kept and not kept[-1].strip():
        kept.pop()
    return "\n".join(kept)


def is_residue(line: str) -> bool:
    """Tell whether a line is no part of the article.

    >>> is_residue("Publicité"), is_residue("La publicité coûte cher.")
    (True, False)
    """
    bare = line.strip()
    return bool(bare) and len(bare) <= LONGEST and _LINE.fullmatch(fold(bare)) is not None
