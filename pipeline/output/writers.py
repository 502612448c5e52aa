"""The formats: importing this registers their writers."""

from pipeline.output import csv as csv
from pipeline.output import formats as formats
from pipeline.output import gexf as gexf
from pipeline.output import html as html
from pipeline.output import lexicometry as lexicometry
from pipeline.output import parquet as parquet
from pipeline.output import sqlite as sqlite
from pipeline.output import xlsx as xlsx
