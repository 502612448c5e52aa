"""The formats, in their order: importing this registers their writers."""

from pipeline.output import csv as csv
from pipeline.output import formats as formats
from pipeline.output import xlsx as xlsx

from pipeline.output import html as html  # isort: skip - the order is that of the formats
