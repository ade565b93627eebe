"""Set everything up if needed, then run every gate and test: ``python3 build/test.py``.

``--long`` adds the long rigs; other arguments go to pytest, and then only pytest runs.
"""

import sys

from python_floor import refuse_old_python

refuse_old_python()

from gates import check  # noqa: E402 - an old Python could not even read it

if __name__ == "__main__":
    sys.exit(check(sys.argv[1:]))
