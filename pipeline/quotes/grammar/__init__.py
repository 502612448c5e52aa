"""The French that the rules of quotes share: verb groups, phrases, subjects."""
