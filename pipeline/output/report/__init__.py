"""The report: one page that a browser opens without a network, to explore what the tables say.

``gather`` holds the rows as compact columns while the run pours them; ``overview`` counts what « En bref » tells;
``charts`` lays out the pictures; ``page`` puts it all into one file, with the template, the style and the script of
``resources/report``.
"""
