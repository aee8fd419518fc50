"""Languages: catalogues of sentences, their translations, and spelling."""
