// Whether a control stays usable once its page has come to rest; null as long as that is not known.
// A page is at rest when it has loaded and nothing has changed for `quiet`, or after `most`: some never hold still.
// What was watched to the end before vouches for the next control of the same page, as long as nothing has changed.
([element, { quiet, window: span, most }]) => {
  const now = performance.now();
  const page = (window[Symbol.for("pytest-checkout")] ??= {});
  const moved = page.changedAt ?? 0;
  const known = page.watched_to && moved <= page.watched_to ? page.rest : 0;
  const watch = (element[Symbol.for("pytest-checkout")] ??= { since: now, rest: known });
  if (!watch.rest) {
    const loaded = performance.getEntriesByType("navigation")[0]?.loadEventEnd || 0;
    const rest = Math.max(moved, loaded);
    if ((document.readyState !== "complete" || now - rest <= quiet) && now - watch.since <= most) return null;
    watch.rest = Math.max(rest, watch.since);
  }
  const hindrance = HINDRANCE(element);
  if (hindrance) return { hindrance, after: Math.round(now - watch.rest) };
  if (now - watch.rest <= span) return null;
  Object.assign(page, { rest: watch.rest, watched_to: now });
  return { hindrance, after: 0 };
}
