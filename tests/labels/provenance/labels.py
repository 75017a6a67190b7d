from __future__ import annotations

from guiju.core.label import Label

LABEL = Label("1", "001191320118MAK93FC72D10001", "c3f1-0001")
PASSED = Label("1", "001191320118MAK93FC72D10001", "c3f1-0001", "", "001191110102MAD55U9H0F20002", "p/2")
GUESSED = Label("3", "", "", "", "001191110102MAD55U9H0F20002", "p/2")
