"""The figure: a bar a ratio on a logarithmic scale, its spread as a whisker, what is asked as marks; light and dark."""
import math
from xml.sax.saxutils import escape

import results

WIDTH, LEFT, RIGHT, ROW, HEADER, TOP = 860, 370, 60, 20, 30, 20
TICKS = [base * 10.0 ** power for power in range(-2, 4) for base in (1, 2, 5)]
STYLE = """
  text { font: 12px sans-serif; fill: #1f2328 } .head { font-weight: bold } .axis, .value { fill: #59636e } .value { font-size: 11px }
  .back { fill: #ffffff } .grid { stroke: #d1d9e0 } .one { stroke: #59636e } .bar { fill: #2f74c0 } .less { fill: #c0572f }
  .spread { stroke: #1f2328 } .asked { stroke: #b35900; stroke-width: 2.5 } .stretch { stroke: #b35900; stroke-width: 2; stroke-dasharray: 3 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .axis, .value { fill: #9198a1 } .back { fill: #0d1117 } .grid { stroke: #30363d } .one { stroke: #9198a1 }
    .bar { fill: #3f7fc4 } .less { fill: #d0693f } .spread { stroke: #e6edf3 } .asked, .stretch { stroke: #f0a050 }
  }"""


def faster(measure):
    """Median, least, most, bars as `how many times as fast the engine is`."""
    def turn(value):
        return 1 / value if measure.below else value

    values = list(map(turn, measure.values))
    return turn(measure.median), min(values), max(values), list(map(turn, measure.bars))


def groups(parts):
    """(title, [(label, median, least, most, bars)])"""
    found = []
    for name, part in parts.items():
        measures = (results.of_linear_algebra(part["result"]) if name == "linalg"
                    else results.of_job(name, part["result"]) if results.JOBS[name].timed else [])
        rows = [(m.title.replace(" / engine", "").replace("engine / ", ""), *faster(m)) for m in measures if m.ratio]
        if rows:
            found.append((name, rows))
    return found


def draw(parts):
    """The SVG."""
    drawn = groups(parts)
    all_values = [value for _, rows in drawn for _, _, least, most, bars in rows for value in (least, most, *bars)] + [1]
    low, high = math.log(min(all_values) / 1.1), math.log(max(all_values) * 1.1)
    height = TOP + sum(HEADER + ROW * len(rows) for _, rows in drawn) + 70

    def x(value):
        return LEFT + (WIDTH - LEFT - RIGHT) * (math.log(value) - low) / (high - low)

    shapes, y = [], TOP
    for name, rows in drawn:
        shapes.append(f'<text class="head" x="12" y="{y + 19}">{escape(name)}</text>')
        y += HEADER
        for row in rows:
            shapes += bar(row, x, y)
            y += ROW
    grid = [f'<line class="{"one" if tick == 1 else "grid"}" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP}" y2="{y + 6}"/>'
            f'<text class="axis" x="{x(tick):.1f}" y="{y + 22}" text-anchor="middle">{tick:g}</text>'
            for tick in TICKS if low <= math.log(tick) <= high]
    caption = (f'<text class="axis" x="{LEFT}" y="{y + 42}">times as fast as the peer; line: least to most of the pairs</text>'
               f'<line class="asked" x1="{LEFT}" x2="{LEFT}" y1="{y + 50}" y2="{y + 64}"/><text class="axis" x="{LEFT + 8}" y="{y + 61}">bar</text>'
               f'<line class="stretch" x1="{LEFT + 50}" x2="{LEFT + 50}" y1="{y + 50}" y2="{y + 64}"/>'
               f'<text class="axis" x="{LEFT + 58}" y="{y + 61}">stretch</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">\n<style>{STYLE}\n</style>\n'
            f'<rect class="back" width="{WIDTH}" height="{height}"/>\n' + "\n".join([*grid, *shapes, caption]) + "\n</svg>\n")


def bar(row, x, y):
    label, median, least, most, bars = row
    left, right = sorted((x(1), x(median)))
    middle = y + ROW / 2
    shapes = [f'<text x="{LEFT - 10}" y="{y + 14}" text-anchor="end">{escape(label)}</text>',
              f'<rect class="{"bar" if median >= 1 else "less"}" x="{left:.1f}" y="{y + 4}" width="{right - left:.1f}" height="{ROW - 8}"/>',
              f'<line class="spread" x1="{x(least):.1f}" x2="{x(most):.1f}" y1="{middle}" y2="{middle}"/>',
              f'<text class="value" x="{WIDTH - 8}" y="{y + 14}" text-anchor="end">{median:.2f}</text>']
    for style, asked in zip(("asked", "stretch"), bars):
        shapes.append(f'<line class="{style}" x1="{x(asked):.1f}" x2="{x(asked):.1f}" y1="{y + 2}" y2="{y + ROW - 2}"/>')
    return shapes
