"""Writers: one file a format."""

from pipeline.writers import base as base
from pipeline.writers import csv as csv
from pipeline.writers import xlsx as xlsx
