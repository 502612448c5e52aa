"""Readers: one file a format, chosen by content, then by suffix."""

from pipeline.reading import delimited as delimited
from pipeline.reading import docx as docx
from pipeline.reading import europresse as europresse
from pipeline.reading import factiva as factiva
from pipeline.reading import json as json
from pipeline.reading import lexisnexis as lexisnexis
from pipeline.reading import markdown as markdown
from pipeline.reading import rtf as rtf
from pipeline.reading import text as text
from pipeline.reading import web as web
