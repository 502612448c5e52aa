"""SQLite: every table with its keys, views that join what people read together, full text without accents.

For Datasette, DB Browser, R, or ``sqlite3`` alone: ``select * from citations where speaker_name = '…'``;
``select * from quotes where rowid in (select rowid from quotes_fts where quotes_fts match 'securite')``.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.output.formats import Writer, writer
from pipeline.output.joined import Joined, quoted
from pipeline.output.options import WriteOptions
from pipeline.output.tables import TABLES
from pipeline.records import columns

NAME = "glaneur.sqlite"
# The texts that can be searched, by table; « securite » finds « sécurité ».
SEARCHED = {"quotes": ("words", "speaker_name"), "texts": ("text",)}
TOKENIZE = "unicode61 remove_diacritics 2"


@writer("sqlite")
class SqliteWriter(Writer):
    """A copy of the base of joined rows, compact, with indexes and full text."""

    files = frozenset({NAME})
    title = (
        "Une base SQLite : les tables et leurs clés, les vues citations et sommes_dites, la recherche en plein texte."
    )
    joins = True

    def __init__(self, folder: Path, options: WriteOptions) -> None:
        """Write into ``folder``."""
        self.path = folder / NAME
        self.base: Joined | None = None

    def joined(self, base: Joined) -> None:
        """Remember the base, which is copied when the last problems are in it."""
        self.base = base

    def close(self, *, failed: bool) -> None:
        """Copy the base, then index it."""
        if failed or self.base is None:
            return
        self.base.copy(self.path)
        with closing(sqlite3.connect(self.path, isolation_level=None)) as base:
            base.execute("pragma journal_mode = off")
            base.execute("pragma synchronous = off")
            for cls in TABLES:
                for column in columns(cls):
                    if column.refers:
                        index = quoted(f"{cls.table.name}_{column.name}")
                        base.execute(f"create index {index} on {quoted(cls.table.name)} ({quoted(column.name)})")
            for table, texts in SEARCHED.items():
                options = f"content='{table}', tokenize='{TOKENIZE}'"
                base.execute(f"create virtual table {table}_fts using fts5({', '.join(texts)}, {options})")
                base.execute(f"insert into {table}_fts ({table}_fts) values ('rebuild')")
