"""The commands of ``python -m workspace``, one a module; :mod:`workspace.__main__` lists them."""
