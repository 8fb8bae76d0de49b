"""Scripts that watch a page: what every chart has to hold and to say, and when it does."""

from __future__ import annotations

from figures.heatmap import Picture

CHARTS = ("output", "argmax", "grad_input")


def expected(drawn: dict[str, Picture]) -> dict[str, dict[str, object]]:
    """What each chart has to hold and to say to show these pictures."""
    return {name: {"z": drawn[name].cells, "text": drawn[name].text} for name in CHARTS}


READY = """() => ["output", "argmax", "grad_input"].every((name) =>
    document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot .hm image`)) &&
    document.querySelectorAll(".lab-text text").length > 0"""

# Whether every chart holds the expected numbers and every one of them is written as expected.
SHOWN = """(expected) => Object.entries(expected).every(([name, { z, text }]) => {
  const chart = document.querySelector(`.st-key-heatmap_${name} .js-plotly-plot`);
  const written = [...document.querySelectorAll(`.lab-text g[data-grid="${name}"] text:not(.lab-axis)`)];
  const drawn = z.flat().every((v) => v === null) || chart?.querySelector(".hm image");
  return drawn && JSON.stringify(chart.data?.[0].z) === JSON.stringify(z) &&
    JSON.stringify(written.map((node) => node.textContent)) === JSON.stringify(text.flat());
})"""

# Runs in the page: starts the clock at the next event of a type, watches every frame until all is as expected, and
# counts the frames in which a chart is blank. `said` is what the player's counter has to say, where there is one.
WATCH = f"""({{ type, expected, said }}) => {{
  const shown = {SHOWN};
  const state = {{ blank: 0, time: null }};
  window.measured = new Promise((done, fail) => {{
    setTimeout(() => fail(new Error("not repainted within 10 s")), 10000);
    document.addEventListener(type, () => {{
      const start = performance.now();
      const frame = () => {{
        const drawn = (name) => document.querySelector(`.st-key-heatmap_${{name}} .js-plotly-plot .hm image`);
        if (!said && !Object.keys(expected).every(drawn)) state.blank += 1;
        const told = !said || document.querySelector(".lab-count")?.textContent === said;
        if (!told || !shown(expected)) requestAnimationFrame(frame);
        else requestAnimationFrame(() => done({{ ...state, time: performance.now() - start }}));
      }};
      requestAnimationFrame(frame);
    }}, {{ capture: true, once: true }});
  }});
}}"""
