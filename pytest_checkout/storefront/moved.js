// Whether the page moves since the reading with this token, within so many milliseconds: another document that is ready
// for a shopper, or changes in this one that have come to rest. It answers as soon as it knows. Not by frames of an
// animation: a new page draws its first one long after a shopper could read it.
([token, milliseconds]) => {
  const begun = performance.now();
  const moved = () => {
    const page = window[Symbol.for("pytest-checkout")];
    if (page?.token === token) return page.changes > 0 && performance.now() - page.changedAt > 50;
    const [entry] = performance.getEntriesByType("navigation");
    return document.readyState === "complete" || (entry ? entry.domContentLoadedEventEnd > 0 : document.readyState !== "loading");
  };
  return new Promise((tell) => {
    (function looks() {
      if (moved()) tell(true);
      else if (performance.now() - begun >= milliseconds) tell(false);
      else setTimeout(looks, Math.min(10, milliseconds));
    })();
  });
};
