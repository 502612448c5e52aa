"""Readers: one file a format, chosen by suffix."""

from pipeline.reading import delimited as delimited
from pipeline.reading import json as json
from pipeline.reading import text as text
from pipeline.reading import web as web
