"""Explicit labels: what people see and hear of a label, in pictures, films, sound and the client's interface."""

from guiju.labels.explicit.looking import looked
from guiju.labels.explicit.measurement import Measurement, measurements
from guiju.labels.explicit.pictures import pictured
from guiju.labels.explicit.sizes import Sizes, Unfit
from guiju.labels.explicit.snippets import Snippets
from guiju.labels.explicit.snippets import page as snippet_page
from guiju.labels.explicit.telling import Tellings
from guiju.labels.explicit.wording import Tongue, checked, lacking, wordings

__all__ = [
    "Measurement",
    "Sizes",
    "Snippets",
    "Tellings",
    "Tongue",
    "Unfit",
    "checked",
    "lacking",
    "looked",
    "measurements",
    "pictured",
    "snippet_page",
    "wordings",
]
