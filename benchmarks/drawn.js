// Says when a change is drawn: counted from the click to the second animation frame after the
// first chart holds every expected score as a label and the first table shows the expected row.
// A table drawn on a canvas (Streamlit) is read from what is painted in one go, one made of
// elements (Dash) from its text. The same code runs in both pages.
(() => {
  const state = { clicked: null, expected: null, painted: false, done: null };
  let passes = new Map(); // canvas -> y -> x -> text, of the drawing that is going on

  const paint = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    if (state.clicked !== null) {
      if (passes.size === 0) queueMicrotask(readPasses);
      if (!passes.has(this.canvas)) passes.set(this.canvas, new Map());
      const rows = passes.get(this.canvas);
      if (!rows.has(y)) rows.set(y, new Map());
      rows.get(y).set(x, String(text));
    }
    return paint.call(this, text, x, y, ...rest);
  };

  const contains = (cells) => `|${cells.join("|")}|`.includes(`|${state.expected.row.join("|")}|`);

  const readPasses = () => {
    const finished = passes;
    passes = new Map();
    if (state.expected === null) return;
    for (const rows of finished.values()) {
      for (const row of rows.values()) {
        const cells = [...row].sort((a, b) => a[0] - b[0]).map(([, text]) => text);
        if (contains(cells)) state.painted = true;
      }
    }
    check();
  };

  const written = () => {
    const first = document.querySelector(state.expected.rows);
    return first !== null && contains([...first.children].map((cell) => cell.textContent));
  };

  const labelled = () => {
    const chart = document.querySelector(state.expected.chart);
    if (chart === null) return false;
    const texts = new Set([...chart.querySelectorAll("text")].map((text) => text.textContent));
    return state.expected.scores.every((score) => texts.has(score));
  };

  const check = () => {
    if (state.clicked === null || state.expected === null) return;
    if (!(state.expected.rows === null ? state.painted : written()) || !labelled()) return;
    state.expected = null;
    const { clicked, done } = state;
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - clicked)));
  };

  document.addEventListener(
    "click",
    (event) => {
      if (state.expected !== null && state.clicked === null) state.clicked = event.timeStamp;
    },
    { capture: true },
  );

  new MutationObserver(check).observe(document, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });

  // Arms the watch; afterwards `benchmarkResult` resolves with the milliseconds from the next
  // click to the drawn change, or with null after some seconds.
  window.benchmarkDrawn = (expected, patienceMs) => {
    window.benchmarkResult = new Promise((resolve) => {
      Object.assign(state, { clicked: null, expected, painted: false, done: resolve });
      setTimeout(() => resolve(null), patienceMs);
    });
  };
})();
