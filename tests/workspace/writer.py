"""A process that writes: ``python -m tests.workspace.writer URL NAME COUNT`` says each number once it is safe.

With COUNT 0 it writes until it is killed.
"""

import itertools
import sys

from workspace.models import FormCount
from workspace.opening import open_store


def main(url, name, count):
    store = open_store(url)
    for number in itertools.islice(itertools.count(), count or None):
        with store.transaction() as db:
            db.add(FormCount(key=f"{name}:{number}", starts_at=db.now(), sent=1))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
