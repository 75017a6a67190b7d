"""Sizes: how large and how long an explicit label has to be, and what cannot bear one."""

from __future__ import annotations

from dataclasses import dataclass


class Unfit(ValueError):
    """A picture, a film or a sound that cannot bear an explicit label as it is asked for, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the pack asks of explicit labels: heights of letters as shares of the shortest side, of a picture, a film
    and a virtual scene; seconds that a film's label is shown; the least and the most characters a minute of a voice."""

    picture_share: float
    video_share: float
    scene_share: float
    video_seconds: float
    voice_least: float
    voice_most: float
