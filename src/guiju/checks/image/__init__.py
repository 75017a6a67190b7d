"""image: what a picture shows. Its text is read for the checks of text; nudity is judged in the picture itself.

Imported only where a picture is judged, and only where the extra ``media`` is installed.
"""

from guiju.checks.image.nudity import Nudity
from guiju.checks.image.reader import ImageText

__all__ = ["ImageText", "Nudity"]
