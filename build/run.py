"""Set the program up if needed, then start it: ``python3 build/run.py [arguments]``.

Without arguments the window opens; where there is no screen, the whole loop is played on a
small county instead and its folder is named. Arguments go to the command line of the program.
"""

import sys

from python_floor import refuse_old_python

refuse_old_python()

from starting import start  # noqa: E402 - an old Python could not even read it

if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
