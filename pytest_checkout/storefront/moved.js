// Whether the page has moved since the reading with this token: another document that is ready for a shopper, or
// changes in this one that have come to rest.
(token) => {
  const page = window[Symbol.for("pytest-checkout")];
  if (!page || page.token !== token) {
    const [entry] = performance.getEntriesByType("navigation");
    return document.readyState === "complete" || (entry ? entry.domContentLoadedEventEnd > 0 : document.readyState !== "loading");
  }
  return page.changes > 0 && performance.now() - page.changedAt > 50;
}
