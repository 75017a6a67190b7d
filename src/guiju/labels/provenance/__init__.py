"""Provenance: C2PA manifests beside the label, and what the one says in the words of the other."""

from guiju.labels.provenance.chain import Chain, create, load, renew
from guiju.labels.provenance.crosswalk import source_type, source_types, suggested
from guiju.labels.provenance.engine import TYPES, UNOPENED, media_type
from guiju.labels.provenance.reading import Manifest, Reason, State, manifest, present, remarks, rewriting
from guiju.labels.provenance.stored import is_packed, stored
from guiju.labels.provenance.writing import Unmanifested, manifested

__all__ = [
    "TYPES",
    "UNOPENED",
    "Chain",
    "Manifest",
    "Reason",
    "State",
    "Unmanifested",
    "create",
    "is_packed",
    "load",
    "manifest",
    "manifested",
    "media_type",
    "present",
    "remarks",
    "renew",
    "rewriting",
    "source_type",
    "source_types",
    "stored",
    "suggested",
]
