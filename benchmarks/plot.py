"""A plot of lines on two logarithmic axes as SVG, written by hand: no library for one picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

__all__ = ["draw"]

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 900, 560, 70, 20, 300, 50
_COLOURS: Final = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#d68910", "#148f77", "#7b241c", "#566573", "#b03a8c")
Points = Sequence[tuple[float, float]]


def _bounds(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around some values; at least one decade."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _tick(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"


def draw(series: Mapping[str, Points], x_title: str, y_title: str) -> str:
    """Return a picture of some series of positive numbers, each a line with its name beside its end.

    Args:
        series: points by name; those that are not positive are left out.
        x_title: what stands below.
        y_title: what stands at the left.
    """
    kept = {name: [p for p in points if min(p) > 0] for name, points in series.items()}
    kept = {name: points for name, points in kept.items() if points}
    xs, ys = ([p[i] for points in kept.values() for p in points] or [1.0, 10.0] for i in (0, 1))
    (x_low, x_high), (y_low, y_high) = _bounds(xs), _bounds(ys)
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x = _LEFT + width * (math.log10(point[0]) - x_low) / (x_high - x_low)
        return x, _TOP + height * (1 - (math.log10(point[1]) - y_low) / (y_high - y_low))

    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">']
    lines.append(f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>')
    for power in range(y_low, y_high + 1):
        _, y = place((10.0**x_low, 10.0**power))
        lines.append(f'<path d="M{_LEFT} {y:.1f}h{width}" stroke="#ddd"/>')
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_tick(power)}</text>')
    for power in range(x_low, x_high + 1):
        x, _ = place((10.0**power, 10.0**y_low))
        lines.append(f'<path d="M{x:.1f} {_TOP}v{height}" stroke="#ddd"/>')
        lines.append(f'<text x="{x:.1f}" y="{_HEIGHT - 30}" text-anchor="middle">{_tick(power)}</text>')
    lines.append(f'<text x="{_LEFT + width / 2}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(x_title)}</text>')
    lines.append(f'<text transform="translate(14 {_TOP + height / 2}) rotate(-90)" text-anchor="middle">{escape(y_title)}</text>')
    ends: list[float] = []
    ordered = sorted(kept.items(), key=lambda item: place(item[1][-1])[1])
    for number, (name, points) in enumerate(ordered):
        lines += _line(name, [place(p) for p in points], _COLOURS[number % len(_COLOURS)], ends)
    return "\n".join([*lines, "</svg>", ""])


def _line(name: str, points: Points, colour: str, ends: list[float]) -> list[str]:
    """One line with dots and its name, which stands below the name before."""
    y = max(points[-1][1], ends[-1] + 15 if ends else 0)
    ends.append(y)
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
    x = _WIDTH - _RIGHT + 12
    lead = f'<path d="M{points[-1][0] + 4:.1f} {points[-1][1]:.1f}L{x - 3} {y:.1f}" stroke="{colour}" stroke-width="0.5"/>'
    label = f'<text x="{x}" y="{y + 4:.1f}" fill="{colour}">{escape(name)}</text>'
    return [f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>{dots}{lead}{label}']
