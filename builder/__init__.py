"""Makes the site of the pages: `python -m builder`."""
