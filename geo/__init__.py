"""The domain: schools, their published figures and the distances between them."""
