"""Reading taxonomies from the files that their publishers give; pure, no database."""
