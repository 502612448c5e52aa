"""Readers: one file a format, chosen by suffix."""

from pipeline.readers import delimited as delimited
from pipeline.readers import json as json
from pipeline.readers import text as text
from pipeline.readers import web as web
