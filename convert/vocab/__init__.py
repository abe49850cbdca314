"""Words that others standardised: languages, places, vocabularies."""
