"""Set everything up if needed, then run every gate and test: ``python3 build/test.py``.

``--long`` runs the rigs of ``tests/faults`` alone, as often as their targets ask, and leaves one
table in ``dist/rigs.md``. Other arguments go to pytest, and then only pytest runs.
"""

import sys

from python_floor import refuse_old_python

refuse_old_python()

from gates import check  # noqa: E402 - an old Python could not even read it

if __name__ == "__main__":
    sys.exit(check(sys.argv[1:]))
