"""Lets ``python -m advisor`` do what ``advisor`` does."""

import sys

from advisor.cli import main

sys.exit(main())
