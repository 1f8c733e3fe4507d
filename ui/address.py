"""A page's own parameters of the address, read and written as one; the others stay as they are."""

from collections.abc import Iterable, Mapping

import streamlit as st

__all__ = ["read", "write"]


def read(keys: Iterable[str]) -> dict[str, list[str]]:
    """Give those of these parameters that the address has, each with its values."""
    return {key: st.query_params.get_all(key) for key in keys if key in st.query_params}


def write(keys: Iterable[str], params: Mapping[str, str | list[str]]) -> None:
    """Set those of these parameters that have a value, and take the others out."""
    for key in keys:
        if key in params:
            st.query_params[key] = params[key]
        elif key in st.query_params:
            del st.query_params[key]
