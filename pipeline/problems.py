"""The problems that a run can meet: a code that never changes, and a French sentence for the journalist."""

import errno
from typing import Any

from pipeline.records import Problem

READ, EXTRACT, WRITE = "read", "extract", "write"

MESSAGES: dict[str, tuple[str, str]] = {
    "alias-columns": (READ, "Ce fichier n'a pas les colonnes {columns} : il n'est pas pris en compte."),
    "ambiguous-id": (READ, "Plusieurs fichiers portent le nom « {name} » : leur suffixe est gardé dans l'identifiant."),
    "bad-date": (
        READ,
        "La date « {value} » n'a pas été comprise ; écrivez-la 2024-03-12. L'article est traité sans date.",
    ),
    "bad-array": (READ, "Le fichier est abîmé après l'article {position} : les suivants ne sont pas lus."),
    "bad-json": (READ, "Ligne {line} : ce n'est pas du JSON lisible ({error}). Cette ligne est laissée de côté."),
    "bad-markup": (READ, "Ce fichier n'est pas du XML lisible ; exportez-le de nouveau."),
    "bad-row": (READ, "Ligne {line} : la ligne est mal formée ({error}). Elle est laissée de côté."),
    "binary-file": (
        READ,
        "Ce fichier n'est ni du texte ni d'un format lu (image, fichier abîmé ?) ; enregistrez-le en texte (UTF-8).",
    ),
    "cut-file": (
        READ,
        "Ce fichier s'arrête avant sa fin (téléchargement interrompu ?) : ce qui suivait manque ; téléchargez-le de "
        "nouveau.",
    ),
    "damaged-characters": (
        READ,
        "Des caractères étaient abîmés ({count}) ; ils sont remplacés par « \ufffd ».",
    ),
    "damaged-file": (READ, "Ce fichier est abîmé ou incomplet ; enregistrez-le ou téléchargez-le de nouveau."),
    "duplicate-metadata": (
        READ,
        "Ligne {line} : l'article « {id} » est déjà décrit plus haut ; cette ligne est ignorée.",
    ),
    "duplicate-key": (
        READ,
        "L'identifiant « {key} » sert deux fois dans ce fichier ; le second article devient « {id} ».",
    ),
    "empty-file": (READ, "Ce fichier est vide."),
    "no-article": (READ, "Ce fichier ne contient aucun article : voyez s'il est entier, et du format que dit son nom."),
    "empty-text": (READ, "Article {key} : le texte est vide (un lien sans l'article ?)."),
    "europresse-print": (
        READ,
        "Cet export d'Europresse mêle ses articles (PDF, RTF) : refaites-le dans Europresse au format HTML.",
    ),
    "file-killed": (
        READ,
        "La lecture de ce fichier a arrêté net le programme (mémoire insuffisante ?) : enregistrez-le en .txt ou .csv.",
    ),
    "hidden-file": (READ, "Ce fichier ou ce dossier est caché (son nom commence par un point) : il n'est pas lu."),
    "large-archive": (
        READ,
        "Cette archive est trop grande ({count} fichiers ; au plus {most} Gio en tout) : décompressez-la.",
    ),
    "linked-folder": (READ, "Ce dossier est un lien : il n'est pas lu. Copiez-le, ou donnez le dossier lui-même."),
    "locked-archive": (READ, "Ce fichier de l'archive est protégé par un mot de passe : décompressez-le."),
    "locked-file": (READ, "Ce fichier est protégé par un mot de passe : enregistrez-en une copie sans protection."),
    "long-header": (
        READ,
        "La première ligne, qui doit nommer les colonnes, est trop longue : ce n'est pas un tableau d'articles.",
    ),
    "lost-metadata": (
        READ,
        "Ce fichier semble décrire les articles : pour qu'il soit pris en compte, enregistrez-le dans le dossier du "
        "corpus sous le nom metadata.csv.",
    ),
    "many-columns": (
        READ,
        "{count} colonnes du corpus sont laissées de côté : la table des articles en porte au plus {most}, celles que "
        "le plus d'articles ont.",
    ),
    "nested-archive": (
        READ,
        "Cette archive en contient d'autres, l'une dans l'autre : au-delà de {most}, décompressez-les.",
    ),
    "no-date": (
        READ,
        "Articles sans date de publication ({count}) : « hier » ou « lundi » n'y ont pas de jour, ni les sommes de "
        "valeur en euros. Donnez-la dans metadata.csv (colonnes id, published).",
    ),
    "no-text": (READ, "Aucun texte d'article n'a été trouvé dans cette page."),
    "no-text-column": (READ, "Aucune colonne de texte reconnue parmi : {columns}. Indiquez-la : --column text=NOM."),
    "not-a-file": (READ, "Ce n'est pas un fichier ordinaire (dossier, lien rompu, tube ou périphérique)."),
    "not-a-workbook": (
        READ,
        "Ce fichier n'a d'un classeur que le nom (page web ?) : ouvrez-le dans un tableur et enregistrez-le en .xlsx.",
    ),
    "not-french": (READ, "Le texte semble écrit en {language} et non en français ; les résultats sont peu sûrs."),
    "old-outputs": (READ, "Ce dossier contient des tables écrites par glaneur : il n'est pas lu."),
    "overlooked-column": (
        READ,
        "La colonne « {name} » semble utile mais n'est pas reconnue ; si elle l'est : --column {field}={name}.",
    ),
    "page-killed": (
        READ,
        "La lecture de cette page a arrêté net le programme (mémoire insuffisante ?) : enregistrez son texte en .txt.",
    ),
    "reader-failed": (
        READ,
        "La lecture de ce fichier a échoué ; enregistrez-le en .txt ou en .csv. À signaler : {error}.",
    ),
    "scanned-pdf": (READ, "Ce PDF ne contient que des images : passez-le par une reconnaissance de caractères (OCR)."),
    "slow-file": (
        READ,
        "La lecture de ce fichier demandait plus de {most} secondes : enregistrez son texte en .txt ou en .csv.",
    ),
    "slow-page": (
        READ,
        "La lecture de cette page demandait plus de {most} secondes : ce n'est sans doute pas celle d'un article. Si "
        "c'en est une, enregistrez son texte en .txt.",
    ),
    "system-folder": (READ, "Ce dossier est celui du système (corbeille, vignettes...) : il n'est pas lu."),
    "too-deep": (READ, "La structure de ce fichier est trop imbriquée pour être lue."),
    "too-large": (READ, "Ce fichier est trop grand pour être lu d'un bloc (au plus {most} Mio) : découpez-le."),
    "too-many-elements": (READ, "Cette page a trop d'éléments (plus de {most}) pour être celle d'un article."),
    "truncated-text": (READ, "Article {key} : ce n'est qu'un résumé, coupé par la source."),
    "unknown-markup": (
        READ,
        "Ce XML n'est pas d'un genre connu ; mettez chaque article dans un élément <text>, ou exportez-le en CSV.",
    ),
    "unknown-metadata": (READ, "Articles de metadata.csv qui ne sont pas dans le dossier ({count}) : {ids}."),
    "unknown-suffix": (
        READ,
        "Ce type de fichier n'est pas lu ; enregistrez-le en .txt, ou dans un de ceux-ci : {suffixes}.",
    ),
    "unreadable-file": (READ, "Ce fichier n'a pas pu être ouvert ({error})."),
    "article-failed": (EXTRACT, "Le traitement de cet article a échoué. À signaler : {error}."),
    "text-too-long": (
        EXTRACT,
        "Ce texte a {count} caractères, plus que le modèle n'en lit ({most}) : les noms n'y sont pas cherchés. "
        "S'il réunit plusieurs articles, séparez-les.",
    ),
    "worker-killed": (
        EXTRACT,
        "Le traitement de cet article a arrêté net le programme (mémoire insuffisante ?) ; il est laissé de côté.",
    ),
    "correction-changed": (
        WRITE,
        "La correction de « {table} », « {id} » n'est pas faite : le passage est « {found} », et non « {text} ».",
    ),
    "correction-columns": (READ, "Ce fichier n'a pas les colonnes {columns} : il n'est pas pris en compte."),
    "correction-lost": (
        WRITE,
        "La correction de « {table} », « {id} » n'est pas faite : ce passage n'existe plus « {text} ».",
    ),
    "correction-wrong": (
        WRITE,
        "La correction de « {table} », « {id} » n'est pas faite : « {value} » ne va pas dans la colonne « {column} ».",
    ),
    "excel-cell": (
        WRITE,
        "Feuille « {sheet} » : des cellules de plus de 32 767 caractères ({count}) y sont coupées, non dans le CSV.",
    ),
    "excel-columns": (
        WRITE,
        "Feuille « {sheet} » : les colonnes au-delà de la limite d'Excel ({count}) ne sont que dans le CSV.",
    ),
    "excel-sheet": (
        WRITE,
        "Feuille « {sheet} » : elle est laissée de côté, ses {count} lignes ne sont que dans le CSV : au-delà de "
        "{most}, un tableur peine à ouvrir le classeur.",
    ),
    "excel-rows": (
        WRITE,
        "Feuille « {sheet} » : les lignes au-delà de la limite d'Excel ({count}) ne sont que dans le CSV.",
    ),
    "report-articles": (
        WRITE,
        "Rapport : les {count} derniers articles n'y tiennent pas ; ils sont comptés dans « En bref » et sont dans les "
        "autres tables.",
    ),
}


def figures(number: int) -> str:
    """Return a whole number in groups of three figures, as French writes it.

    >>> figures(1234567).replace("\u202f", "_")
    '1_234_567'
    """
    return f"{number:,}".replace(",", "\u202f")


def problem(code: str, *, path: str = "", article_id: str = "", **values: Any) -> Problem:
    """Return the row of the table ``problems`` for a code of ``MESSAGES``, its sentence filled with ``values``.

    >>> problem("empty-file", path="a.txt").message
    'Ce fichier est vide.'
    """
    stage, message = MESSAGES[code]
    values |= {name: figures(values[name]) for name in ("count", "most") if isinstance(values.get(name), int)}
    return Problem(article_id=article_id, path=path, stage=stage, code=code, message=message.format(**values))


# Why the system refuses a file, as a journalist says it.
REFUSALS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOENT: "il n'existe pas, ou plus",
    errno.EIO: "le disque n'a pu être lu ou écrit (plein, débranché ?)",
    errno.ELOOP: "un lien qui tourne en rond",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EEXIST: "un autre fichier porte déjà ce nom",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "ce n'est pas un dossier",
    errno.ENOSPC: "le disque est plein",
    errno.EMFILE: "trop de fichiers ouverts à la fois",
    errno.ENOMEM: "mémoire insuffisante",
    errno.ESTALE: "le dossier partagé ne répond plus",
    errno.ETIMEDOUT: "le dossier partagé ne répond pas",
}


def refusal(error: OSError) -> str:
    """Return why the system refuses a file, in French; for what is rare, the number that it gives.

    >>> refusal(PermissionError(13, "Permission denied")), refusal(OSError(44, "Channel number out of range"))
    ('accès refusé', 'erreur 44 du système')
    """
    return REFUSALS.get(error.errno or 0, f"erreur {error.errno or 'inconnue'} du système")


def place_of(problem: Problem) -> tuple[str, str, str, str]:
    """Return where a problem stands in its table: by article, file, code, sentence."""
    return problem.article_id, problem.path, problem.code, problem.message
