"""GEXF, for Gephi: who is named with whom, and who speaks of whom."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from pipeline.output.formats import Writer, writer
from pipeline.output.joined import Joined
from pipeline.output.options import WriteOptions

NAMED, SPOKEN = "noms.gexf", "paroles.gexf"
# Entities of a network, the most named: beyond, nobody reads it, and pairs grow with the square.
MOST = 300

# What XML 1.0 cannot hold.
_NO_XML = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")

_PLACED = (
    "create temp table placed as select distinct m.article_id, m.entity_id, a.published from mentions m "
    "join articles a using (article_id) where m.entity_id in (select entity_id from shown)"
)
_SHOWN = (
    "create temp table shown as select entity_id, name, label, gender, mentions, quotes from entities "
    "order by mentions desc, entity_id limit ?"
)
_NODES = (
    "select s.*, min(p.published) as first, max(p.published) as last from shown s left join placed p using (entity_id) "
    "group by entity_id order by entity_id"
)
_TOGETHER = (
    "select a.entity_id as source, b.entity_id as target, count(*) as weight, min(a.published) as first, "
    "max(a.published) as last from placed a join placed b on a.article_id = b.article_id and a.entity_id < b.entity_id "
    "group by 1, 2 order by 1, 2"
)
_SPEAKS_OF = (
    "select q.entity_id as source, m.entity_id as target, count(*) as weight, min(a.published) as first, "
    "max(a.published) as last from mentions m join quotes q on q.quote_id = m.quote_id "
    "join articles a on a.article_id = m.article_id where q.entity_id in (select entity_id from shown) "
    "and m.entity_id in (select entity_id from shown) and q.entity_id <> m.entity_id group by 1, 2 order by 1, 2"
)
ATTRIBUTES = {"label": "string", "gender": "string", "mentions": "integer", "quotes": "integer"}


@writer("gexf")
class GexfWriter(Writer):
    """Two networks of the entities: named in the same article; naming one another in what they say."""

    files = frozenset({NAMED, SPOKEN})
    title = "Un réseau pour Gephi : qui est nommé avec qui (noms), qui parle de qui (paroles)."
    joins = True

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Write into ``folder``."""
        self.folder = folder

    def joined(self, base: Joined) -> None:
        """Write both networks."""
        for statement, values in (
            (_SHOWN, (MOST,)),
            (_PLACED, ()),
            ("create index temp.by on placed (article_id)", ()),
        ):
            base.run(statement, *values)
        for name, edges, kind in ((NAMED, _TOGETHER, "undirected"), (SPOKEN, _SPEAKS_OF, "directed")):
            with (self.folder / name).open("w", encoding="utf-8", errors="replace", newline="\n") as handle:
                _write(XMLGenerator(handle, "utf-8", short_empty_elements=True), base, edges, kind)
        for table in ("placed", "shown"):
            base.run(f"drop table temp.{table}")


def _write(out: XMLGenerator, base: Joined, edges: str, kind: str) -> None:
    """Write a network: its nodes with what is known of them, its edges with their weight and period."""
    out.startDocument()
    with _element(out, "gexf", xmlns="http://gexf.net/1.3", version="1.3"):
        with _element(out, "meta"), _element(out, "creator"):
            out.characters("glaneur")
        with _element(out, "graph", defaultedgetype=kind, mode="dynamic", timeformat="date"):
            with _element(out, "attributes", **{"class": "node"}):
                for name, type_ in ATTRIBUTES.items():
                    with _element(out, "attribute", id=name, title=name, type=type_):
                        pass
            with _element(out, "nodes"):
                for row in base.rows(_NODES):
                    with _element(out, "node", id=row["entity_id"], label=row["name"], **_period(row)):
                        _values(out, ((name, row[name]) for name in ATTRIBUTES))
            with _element(out, "edges"):
                for number, row in enumerate(base.rows(edges)):
                    ends = {"source": row["source"], "target": row["target"], "weight": row["weight"]}
                    with _element(out, "edge", id=number, **ends, **_period(row)):
                        pass
    out.endDocument()


def _values(out: XMLGenerator, values: Iterable[tuple[str, Any]]) -> None:
    with _element(out, "attvalues"):
        for name, value in values:
            if value is not None:
                with _element(out, "attvalue", **{"for": name, "value": value}):
                    pass


def _period(row: Any) -> dict[str, str]:
    return {"start": row["first"], "end": row["last"]} if row["first"] else {}


@contextmanager
def _element(out: XMLGenerator, name: str, **attributes: Any) -> Iterator[None]:
    out.startElement(name, AttributesImpl({key: xml_text(str(value)) for key, value in attributes.items()}))
    yield
    out.endElement(name)


def xml_text(text: str) -> str:
    r"""Return a text that XML can hold.

    >>> xml_text("a\x0bb")
    'a b'
    """
    return _NO_XML.sub(" ", text)
