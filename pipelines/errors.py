"""What the pipeline says of bad input, and of bad rows in good input."""

from dataclasses import dataclass, field

import pandas as pd

from geo.schema import empty

__all__ = ["BadInput", "FetchError", "Rejects"]


class BadInput(ValueError):
    """A file that must not be read: the sentence names the file, what is wrong and the remedy."""


class FetchError(RuntimeError):
    """A download that did not arrive: the sentence names the source, the page and the folder for a manual drop."""


@dataclass
class Rejects:
    """Rows left out, each with its reason. ``file`` is relative to the raw folder."""

    file: str
    rows: list[tuple[int | None, str, str]] = field(default_factory=list)

    def take(self, frame: pd.DataFrame, bad: pd.Series, key: str, reason: str) -> pd.DataFrame:
        """Return ``frame`` without the rows where ``bad``, which are recorded.

        Parameters
        ----------
        frame : indexed by line of the file, as :func:`pipelines.reading.read_table` makes it.
        bad : boolean, same index.
        key : column that names the row (a URN, a postcode).
        reason : a sentence; ``{column}`` in it is replaced by the row's own cell.
        """
        for line, row in frame[bad].iterrows():
            cells = {str(name): value for name, value in row.items()}
            self.rows.append((int(str(line)), str(row[key]), reason.format_map(cells)))
        return frame[~bad]

    def frame(self) -> pd.DataFrame:
        """Make the ``rejects`` table of this file."""
        if not self.rows:
            return empty("rejects")
        lines, keys, reasons = zip(*self.rows, strict=True)
        return pd.DataFrame(
            {
                "file": pd.Series([self.file] * len(self.rows), dtype=str),
                "row": pd.array(lines, dtype="Int64"),
                # A file of text knows no difference between a blank and a missing key, nor should the table.
                "key": pd.Series([" ".join(key.split()) or None for key in keys], dtype=str),
                "reason": pd.Series([" ".join(reason.split()) for reason in reasons], dtype=str),
            }
        )
