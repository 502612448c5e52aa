"""Readers: one file a format, chosen by content, then by suffix."""

from pipeline.reading import delimited as delimited
from pipeline.reading import docx as docx
from pipeline.reading import epub as epub
from pipeline.reading import europresse as europresse
from pipeline.reading import factiva as factiva
from pipeline.reading import feeds as feeds
from pipeline.reading import iramuteq as iramuteq
from pipeline.reading import json as json
from pipeline.reading import lexisnexis as lexisnexis
from pipeline.reading import mail as mail
from pipeline.reading import markdown as markdown
from pipeline.reading import newsml as newsml
from pipeline.reading import nitf as nitf
from pipeline.reading import odt as odt
from pipeline.reading import pdf as pdf
from pipeline.reading import prospero as prospero
from pipeline.reading import rtf as rtf
from pipeline.reading import sheets as sheets
from pipeline.reading import text as text
from pipeline.reading import warc as warc
from pipeline.reading import web as web
from pipeline.reading import xml_texts as xml_texts
