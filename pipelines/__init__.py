"""From the files as published to ``data/processed``."""
