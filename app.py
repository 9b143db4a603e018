"""Start here in a checkout: ``python app.py`` is ``facilitation run``."""

import facilitation.asyncmode  # isort: skip  (first of all: it patches the standard library)

from facilitation.cli import main

if __name__ == "__main__":
    main(["run"], prog_name="facilitation")
